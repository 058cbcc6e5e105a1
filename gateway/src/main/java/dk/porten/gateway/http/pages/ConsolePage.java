package dk.porten.gateway.http.pages;

import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.auth.SignIn;
import dk.porten.gateway.http.exchange.Publication;
import java.util.Optional;

/** The console: its page, what that loads, and where people sign in. */
public final class ConsolePage {

  private static final String SIGN_IN = "sign-in";

  private final PackagedFiles files;
  private final Publication signIn;

  public ConsolePage(Callers callers, Optional<SignIn> place) {
    files =
        PackagedFiles.read(
            "/console",
            policy(place),
            "index.html",
            "main.js",
            "console.css",
            "porten.svg",
            "signed-in.html",
            "signed-in.js");
    signIn =
        Publication.json(
            json -> {
              json.writeStartObject();
              json.writeBooleanField("demo", callers.anonymous().isPresent());
              if (place.isPresent()) {
                json.writeStringField("issuer", place.get().issuer());
                json.writeStringField("clientId", place.get().clientId());
              }
              json.writeEndObject();
            });
  }

  public Publication page() {
    return files.page();
  }

  /** Returns a file or where to sign in, or throws the problem that there is no such thing. */
  public Publication file(String name) {
    return name.equals(SIGN_IN) ? signIn : files.file(name);
  }

  private static String policy(Optional<SignIn> place) {
    String own = PackagedFiles.OWN_FILES_ONLY;
    return place
        .map(issuer -> own.replace("connect-src 'self'", "connect-src 'self' " + issuer.origin()))
        .orElse(own);
  }
}
