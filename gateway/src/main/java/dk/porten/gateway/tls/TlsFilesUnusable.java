package dk.porten.gateway.tls;

import java.util.List;

/** Files that cannot be served with; the message has a line for each fault, and no content. */
public final class TlsFilesUnusable extends Exception {

  private static final long serialVersionUID = 1;

  TlsFilesUnusable(List<String> faults) {
    super(String.join("\n", faults));
  }
}
