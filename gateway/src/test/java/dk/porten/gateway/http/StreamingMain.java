package dk.porten.gateway.http;

import dk.porten.gateway.postgres.connection.DatabaseAddress;

/**
 * A process with little memory through whose gateway many lines stream, while the client does not
 * read until no more of them are taken. Ends with 0 if every line was answered in its place.
 */
final class StreamingMain {
  static final int LINES = 1_000_000;

  private static final int USER_IDS = 10_000;

  private StreamingMain() {}

  /** Takes the database's address from the environment. */
  public static void main(String[] arguments) throws Exception {
    DatabaseAddress address = DatabaseAddress.parse(System.getenv("DATABASE"));
    try (RunningGateway gateway = RunningGateway.start(address);
        LineStream stream = LineStream.open(gateway)) {
      var sending = stream.sendLater(LINES, i -> "{\"userId\":\"wish-" + i % USER_IDS + "\"}");
      gateway.awaitStandstill("porten_stream_lines_total", 0);
      for (int i = 0; i < LINES; i++) {
        String answer = stream.read();
        if (!answer.startsWith(
            "{\"userId\":\"wish-" + i % USER_IDS + "\",\"verdict\":\"available\"")) {
          throw new AssertionError("line " + (i + 1) + ": " + answer);
        }
      }
      if (!stream.read().isEmpty()) {
        throw new AssertionError("more answers than questions");
      }
      sending.join();
    }
  }
}
