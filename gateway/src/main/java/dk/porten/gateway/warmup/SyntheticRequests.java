package dk.porten.gateway.warmup;

import static dk.porten.gateway.warmup.SyntheticRequest.DIGITS;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Requests of every operation that only asks, the frequent ones more often. Persons and user IDs
 * are made up.
 */
final class SyntheticRequests {

  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final int WISHES = 32;
  private static final int OFTEN = 4;
  private static final int SELDOM = 16;
  private static final int MANY = 10;

  /** As callers have them whose requests are all alike but for the body. */
  private static final String WISH = "{\"userId\":\"wish-" + DIGITS + "\"}";

  private static final String TAKEN =
      "{\"userId\":\"" + SyntheticFacts.TAKEN + "\",\"suggestions\":3}";
  private static final String MALFORMED = "{\"userId\":\"A b!\"}";

  private static final String DOCUMENTS =
      """
      "documents":[{"type":"passport","issuer":"SE","cprNumberShown":false,"expiresOn":"2099-01-01","nameMatchesCpr":true},\
      {"type":"health-insurance-card","issuer":"DK","cprNumberShown":false,"nameMatchesCpr":true},\
      {"type":"birth-certificate","issuer":"DK","nameMatchesCpr":true}]""";

  private static final String WITNESS =
      """
      "witness":{"personId":"00000000-0000-4000-8000-%s","birthDate":"1980-02-29","mitIdSince":"2022-01-01",\
      "documents":[{"type":"driving-licence","issuer":"DK","expiresOn":"2099-06-30","nameMatchesCpr":true}]}""";

  private static final String KNOWN_WITNESS = WITNESS.formatted("000000000001");

  private final String authorization;

  /**
   * @param authorization the header's value; an empty one stands for none
   */
  SyntheticRequests(String authorization) {
    this.authorization = authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n";
  }

  /**
   * What goes on a connection of its own.
   *
   * @param everyRounds how often it is sent; 1 is always
   */
  record Repeated(SyntheticRequest request, int everyRounds) {}

  /** Returns one for each connection. */
  List<Repeated> all() {
    String anew = "X-Request-Id: " + DIGITS + "\r\n";
    String traced =
        "traceparent: 00-0123456789abcdef01234567"
            + DIGITS
            + "89ab-0123456789ab"
            + DIGITS
            + "-01\r\n";
    String english = "Accept-Language: en\r\n";
    List<SyntheticRequest> always = Collections.nCopies(WISHES, userId("", WISH));
    List<SyntheticRequest> often =
        List.of(
            userId("", TAKEN),
            userId("", MALFORMED),
            userId(anew, WISH),
            userId(anew + english + traced, MALFORMED),
            json("document-checks", "", "{" + DOCUMENTS + ",\"bringLimit\":5}"),
            json("document-checks", anew + english, "{" + DOCUMENTS + "}"),
            json("witness-checks", "", "{" + KNOWN_WITNESS + "}"),
            json("witness-checks", english, "{" + WITNESS.formatted("00000000" + DIGITS) + "}"));
    List<SyntheticRequest> seldom =
        List.of(
            json("visit-checks", english, visit()),
            json("user-id-checks/batch", "", batch()),
            post("user-id-checks/batch", LINES, "", (WISH + "\n").repeat(MANY)));
    return Stream.of(every(1, always), every(OFTEN, often), every(SELDOM, seldom))
        .flatMap(some -> some)
        .toList();
  }

  private static Stream<Repeated> every(int rounds, List<SyntheticRequest> requests) {
    return requests.stream().map(request -> new Repeated(request, rounds));
  }

  private SyntheticRequest userId(String headers, String body) {
    return json("user-id-checks", headers, body);
  }

  private SyntheticRequest json(String path, String headers, String body) {
    return post(path, JSON, headers, body);
  }

  private SyntheticRequest post(String path, String mediaType, String headers, String body) {
    return SyntheticRequest.post(path, mediaType, authorization + headers, body);
  }

  private static String visit() {
    return "{"
        + DOCUMENTS
        + ",\"foreigner\":true,\"canAnswerControlQuestions\":false,"
        + KNOWN_WITNESS
        + ",\"userIds\":[\"wish-"
        + DIGITS
        + "\"]}";
  }

  private static String batch() {
    return IntStream.range(0, MANY)
        .mapToObj(place -> "\"wish-" + DIGITS + "\"")
        .collect(Collectors.joining(",", "{\"userIds\":[", "]}"));
  }
}
