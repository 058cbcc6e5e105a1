package dk.porten.gateway.http.json;

/** Something wrong at one place of a request, named by a JSON Pointer. */
public record Fault(String pointer, FaultCode code) {}
