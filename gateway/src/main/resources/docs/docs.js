window.SwaggerUIBundle({
  dom_id: "#contract",
  url: "openapi.yaml",
  deepLinking: true,
  // A validator is another host, which would be told where this gateway is.
  validatorUrl: null,
});
