package dk.porten.gateway.http.userid;

import com.alibaba.fastjson2.JSON;
import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.runtime.Settings;
import dk.porten.core.PackChoice;
import dk.porten.core.PackShelf;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.Language;
import dk.porten.core.pack.ReasonTexts;
import dk.porten.core.pack.RulePacks;
import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.UserIdDecision;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.core.userid.UserIdForm;
import dk.porten.core.userid.UserIdSuggestions;
import dk.porten.core.userid.UserIdVerdict;
import dk.porten.gateway.http.exchange.OperationHandler;
import dk.porten.gateway.http.json.Faults;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Messages;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the bytes of a user-ID check's request to the buffer with its answer: ours, and the same
 * done with other libraries, each as its manual has it for speed. The rules that judge and what is
 * known of the user ID are the same; every ID is free. The others are let off the rest of what ours
 * does: they ignore members that nobody asked for, read no date, and are handed {@code asOf} as
 * text.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class UserIdJsonBenchmark {

  private static final int REQUESTS = 1 << 12;
  private static final long SEED = 20_261_203;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
  private static final Instant NOW = Instant.parse("2026-12-03T09:00:00Z");
  private static final String NOW_TEXT = NOW.toString();
  private static final Duration MAX_STALENESS = Duration.ofSeconds(60);
  private static final UserIdFact FREE = new UserIdFact(null);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final SipHash HASH = new SipHash(new byte[SipHash.KEY_BYTES]);
  private static final Facts FACTS =
      new Facts(
          new UserIdDirectory(HASH, userId -> new CompletableFuture<>()),
          new FactCache<>(person -> new CompletableFuture<>(), 1),
          CLOCK::instant,
          new UserIdSuggestions(HASH),
          person -> PersonHash.of(new byte[32]),
          CLOCK,
          MAX_STALENESS);

  private final byte[][] requests = new byte[REQUESTS][];
  private final DslJson<Object> dslJson =
      new DslJson<>(Settings.withRuntime().includeServiceLoader());
  private final JsonReader<Object> dslReader = dslJson.newReader();
  private final com.dslplatform.json.JsonWriter dslWriter = dslJson.newWriter();
  private final Jsonb avaje = Jsonb.builder().build();
  private final JsonType<PeerQuestion> avajeQuestion = avaje.type(PeerQuestion.class);
  private final JsonType<PeerAnswer> avajeAnswer = avaje.type(PeerAnswer.class);
  private final UserIdDecision decision;
  private final String rulePack;
  private final UserIdCheck check;
  private final UserIdLookup lookup;
  private int next;

  /** Wires what ours needs. */
  public UserIdJsonBenchmark() {
    try {
      var shelf = new PackShelf(RulePacks.shipped());
      var found = (PackChoice.Found) shelf.choose(PackShelf.DEFAULT_PACK, null, NOW);
      decision = found.pack().userId().orElseThrow();
      rulePack = found.pack().pack().reference();
      var messages = new Messages(ReasonTexts.load());
      lookup = new UserIdLookup(FACTS, messages, new GatewayMetrics());
      check = new UserIdCheck(shelf, FACTS, lookup);
    } catch (InvalidPackException faulty) {
      throw new IllegalStateException(faulty);
    }
  }

  /** Makes the requests, and sees that all give the same answer to each. */
  @Setup
  public void makeRequests() throws Exception {
    var random = new Random(SEED);
    for (int i = 0; i < REQUESTS; i++) {
      var userId = new StringBuilder("x");
      for (int letters = 6 + random.nextInt(14); letters > 0; letters--) {
        userId.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      requests[i] = ("{\"userId\":\"" + userId + "x\"}").getBytes(StandardCharsets.UTF_8);
    }
    for (int i = 0; i < REQUESTS; i++) {
      var ours = new JsonObject(answerTo(i, this::porten));
      for (Callable<Buffer> other : others()) {
        if (!new JsonObject(answerTo(i, other)).equals(ours)) {
          throw new IllegalStateException("another answer to request " + i);
        }
      }
    }
  }

  private List<Callable<Buffer>> others() {
    return List.of(this::vertxJsonObject, this::dslJson, this::avajeJsonb, this::fastjson2);
  }

  private Buffer answerTo(int request, Callable<Buffer> way) throws Exception {
    next = request;
    return way.call();
  }

  /** Ours. */
  @Benchmark
  public Buffer porten() {
    UserIdCheck.Question question = OperationHandler.read(check::read, nextRequest(), new Faults());
    UserIdForm form = decision.decide(question.userId());
    var found = new UserIdLookup.Found(form, verdict(form), NOW, rulePack);
    return JsonAnswer.encode(json -> lookup.write(found, Integer.MAX_VALUE, Language.EN, json));
  }

  /** Vert.x's trees. */
  @Benchmark
  public Buffer vertxJsonObject() {
    var question = new JsonObject(Buffer.buffer(nextRequest()));
    UserIdForm form = decision.decide(question.getString("userId"));
    return new JsonObject()
        .put("userId", form.canonical())
        .put("verdict", verdict(form).code())
        .put("violations", new JsonArray())
        .put("asOf", NOW_TEXT)
        .put("rulePack", Objects.requireNonNullElse(question.getString("rulePack"), rulePack))
        .toBuffer();
  }

  /** Converters generated at compile time, reader and writer used again. */
  @Benchmark
  public Buffer dslJson() throws IOException {
    byte[] request = nextRequest();
    PeerQuestion question = dslReader.process(request, request.length).next(PeerQuestion.class);
    dslWriter.reset();
    dslJson.serialize(dslWriter, answer(question));
    return Buffer.buffer(dslWriter.toByteArray());
  }

  /** Adapters generated at compile time. */
  @Benchmark
  public Buffer avajeJsonb() {
    return Buffer.buffer(avajeAnswer.toJsonBytes(answer(avajeQuestion.fromJson(nextRequest()))));
  }

  /** Byte code generated at run time. */
  @Benchmark
  public Buffer fastjson2() {
    return Buffer.buffer(
        JSON.toJSONBytes(answer(JSON.parseObject(nextRequest(), PeerQuestion.class))));
  }

  private byte[] nextRequest() {
    next = (next + 1) & (REQUESTS - 1);
    return requests[next];
  }

  private static UserIdVerdict verdict(UserIdForm form) {
    return form instanceof UserIdForm.WellFormed
        ? UserIdVerdict.decide(FREE, NOW, NOW, MAX_STALENESS)
        : UserIdVerdict.INVALID;
  }

  private PeerAnswer answer(PeerQuestion question) {
    UserIdForm form = decision.decide(question.userId);
    var answer = new PeerAnswer();
    answer.userId = form.canonical();
    answer.verdict = verdict(form).code();
    answer.violations = List.of();
    answer.asOf = NOW_TEXT;
    answer.rulePack = Objects.requireNonNullElse(question.rulePack, rulePack);
    return answer;
  }
}
