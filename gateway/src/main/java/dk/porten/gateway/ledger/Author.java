package dk.porten.gateway.ledger;

/**
 * Who writes, as the audit keeps it. Histories show both names as {@code client/subject}: a subject
 * has {@code /} and {@code %} escaped, so that no two callers are shown alike.
 *
 * @param client the application that calls
 * @param subject the person or machine that its token speaks for
 * @param requestId the request in which it is done
 */
public record Author(String client, String subject, String requestId) {

  public Author {
    subject = subject.replace("%", "%25").replace("/", "%2F");
  }
}
