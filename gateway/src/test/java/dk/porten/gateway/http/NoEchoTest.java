package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dk.porten.gateway.auth.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A value that was sent is in no problem, no log and no metric. */
final class NoEchoTest {
  private static final String MARKER = "710199-1234";
  private static final String KEYED =
      "Content-Type: application/json\r\nIdempotency-Key: of-no-echo\r\n";

  /** Every place of a request where text may stand. */
  private static final String[] BODIES = {
    "/v1/user-id-checks {'userId':['%s']}",
    "/v1/user-id-checks {'userId':'%s','x':1}",
    "/v1/user-id-checks {'userId':'%s','rulePack':1}",
    "/v1/user-id-checks {'userId':'a','on':'%s'}",
    "/v1/user-id-checks {'userId':'a','rulePack':'%s'}",
    "/v1/user-id-checks {'userId':'a','%s':1}",
    "/v1/user-id-checks {'userId':'a','%s':1,'%s':1}",
    "/v1/user-id-checks {'userId':{'%s':['%s',null]}}",
    "/v1/user-id-checks {'userId':'%s'",
    "/v1/user-id-checks %s",
    "/v1/user-id-checks '%s'",
    "/v1/user-id-checks {'userId':'%s\\ud800'}",
    "/v1/user-id-checks {'%s\\ud800':1}",
    "/v1/user-id-checks/batch {'userIds':'%s'}",
    "/v1/user-id-checks/batch {'userIds':['%s',1]}",
    "/v1/user-id-checks/batch {'userIds':[{'%s':1}]}",
    "/v1/user-id-releases {'userId':'stine.b','reason':'%s'}",
    "/v1/user-id-releases {'userId':['%s'],'reason':'because','%s':1}",
    "/v1/user-id-history {'userId':'%s','at':'%s'}",
    "/v1/document-checks {'documents':[{'type':'%s'}]}",
    "/v1/document-checks {'documents':[{'type':'other','issuer':'%s'}]}",
    "/v1/document-checks {'documents':[{'form':'%s','expiresOn':'%s','issuedOn':'%s'}]}",
    "/v1/document-checks {'documents':[{'year':'%s','photo':'%s','nameMatchesCpr':'%s'}]}",
    "/v1/document-checks {'documents':[{'%s':1}]}",
    "/v1/document-checks {'documents':['%s']}",
    "/v1/document-checks {'documents':[],'venue':'%s','bringLimit':'%s','foreigner':'%s'}",
    "/v1/witness-checks {'witness':'%s','applicant':'%s'}",
    "/v1/witness-checks {'witness':{'personId':'%s','birthDate':'%s','mitIdSince':'%s'}}",
    "/v1/witness-checks {'witness':{'professional':'%s','documents':'%s','%s':1}}",
    "/v1/witness-checks {'witness':{},'applicant':{'personId':'%s','%s':1}}",
    "/v1/visit-checks {'documents':[],'userIds':'%s','canAnswerControlQuestions':'%s','%s':1}",
  };

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  static Stream<String> bodies() {
    return Stream.of(BODIES).map(body -> body.replace('\'', '"').replace("%s", MARKER));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void problem_valueOfTheBody_isNotRepeated(String pathAndBody) throws Exception {
    String[] parts = pathAndBody.split(" ", 2);

    assertUnheard("POST " + parts[0], "Content-Type: application/json\r\n", parts[1], 400);
  }

  @Test
  void problem_valueOfPathQueryOrHeader_isNotRepeated() throws Exception {
    assertUnheard("GET /v1/" + MARKER, "", "", 404);
    assertUnheard("GET /" + MARKER + "/%zz", "", "", 404);
    assertUnheard("GET /v1/rule-packs/" + MARKER, "", "", 404);
    assertUnheard("GET /v1/rule-packs/%" + MARKER, "", "", 404);
    assertUnheard("DELETE /v1/user-id-holds/" + MARKER, "", "", 404);
    assertUnheard("POST /v1/user-id-holds", KEYED, "{\"" + MARKER + "\":1}", 400);
    assertUnheard("POST /v1/user-id-holds", KEYED, "{\"userId\":\"" + MARKER + "\"}", 422);
    assertUnheard("POST /v1/user-id-checks?" + MARKER, "", "{}", 415);
    assertUnheard("POST /v1/user-id-checks", "Content-Type: " + MARKER + "\r\n", "{}", 415);
    assertUnheard("GET /v1/reason-codes", "Accept: " + MARKER + "\r\n", "", 406);
    assertUnheard("GET /v1/reason-codes", MARKER + "\r\n", "", 400);
    assertUnheard(MARKER.replace("-", "") + " /v1/reason-codes", "", "", 405);
  }

  @Test
  void answer_userIdAndPerson_areInNoLogAndNoMetric() throws Exception {
    Queue<String> heard =
        listen(
            () -> {
              GATEWAY.post("/v1/user-id-checks", "{\"userId\":\"" + MARKER + "\"}");
              GATEWAY.post("/v1/user-id-checks", "{\"userId\":\"m." + MARKER + "\"}");
              var reservations = new Reservations(GATEWAY);
              reservations.claim(reservations.held("m." + MARKER));
              reservations.history("m." + MARKER);
              reservations.free("m." + MARKER, "by mistake");
              GATEWAY.post(
                  "/v1/witness-checks",
                  "{\"witness\":{\"personId\":\"71019912-1234-1234-1234-123412341234\"}}");
            });

    assertThat(heard).noneMatch(NoEchoTest::hasMarker);
    assertThat(heard).noneMatch(line -> line.contains("71019912"));
    assertThat(GATEWAY.manage("/metrics").text()).doesNotContain(MARKER).doesNotContain("71019912");
  }

  @Test
  void token_goodOrBad_isInNoAnswerNoLogAndNoMetric() throws Exception {
    String good = TestTokens.of(MARKER, "check");
    String forbidden = TestTokens.of(MARKER, "reserve");
    String bad = good.substring(0, good.length() - 9) + "AAAAAAAAA";
    for (String token : List.of(good, forbidden, bad, MARKER, MARKER + ".x.y")) {
      Queue<String> heard =
          listen(
              () ->
                  assertThat(
                          GATEWAY
                              .post(
                                  "/v1/user-id-checks",
                                  "{\"userId\":\"stine.b\"}",
                                  "Authorization",
                                  "Bearer " + token)
                              .toString())
                      .doesNotContain(token.substring(0, 9), MARKER));

      assertThat(heard).noneMatch(line -> hasMarker(line) || line.contains(token.substring(0, 9)));
      assertThat(GATEWAY.manage("/metrics").text()).doesNotContain(MARKER);
    }
  }

  private static void assertUnheard(String requestLine, String headers, String body, int status)
      throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Reply[] reply = new Reply[1];
    Queue<String> heard =
        listen(
            () -> {
              try (RawConnection connection = GATEWAY.connect()) {
                connection.send(
                    requestLine
                        + " HTTP/1.1\r\nHost: t\r\n"
                        + (headers.contains("Authorization:")
                            ? ""
                            : "Authorization: " + RunningGateway.TOKEN + "\r\n")
                        + headers
                        + "Content-Length: "
                        + bytes.length
                        + "\r\n\r\n");
                reply[0] = connection.send(bytes).read();
              }
            });

    assertThat(reply[0].status()).isEqualTo(status);
    assertThat(reply[0].text() + reply[0].headers()).matches(text -> !hasMarker(text));
    assertThat(heard).noneMatch(NoEchoTest::hasMarker);
    assertThat(GATEWAY.manage("/metrics").text()).matches(text -> !hasMarker(text));
  }

  private static boolean hasMarker(String text) {
    return text.contains(MARKER) || text.contains(MARKER.replace("-", ""));
  }

  private interface Action {
    void run() throws Exception;
  }

  /**
   * Returns what everything in this JVM logs while something is done, everything of ours included.
   */
  private static Queue<String> listen(Action action) throws Exception {
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    var appender =
        new AppenderBase<ILoggingEvent>() {
          @Override
          protected void append(ILoggingEvent event) {
            heard.add(
                event.getFormattedMessage()
                    + ThrowableProxyUtil.asString(event.getThrowableProxy()));
          }
        };
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger("dk.porten");
    ours.setLevel(Level.TRACE);
    appender.start();
    root.addAppender(appender);
    try {
      action.run();
    } finally {
      root.detachAppender(appender);
      ours.setLevel(null);
    }
    return heard;
  }
}
