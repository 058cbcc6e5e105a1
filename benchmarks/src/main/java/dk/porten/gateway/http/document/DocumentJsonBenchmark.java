package dk.porten.gateway.http.document;

import dk.porten.core.PackChoice;
import dk.porten.core.PackShelf;
import dk.porten.core.document.DocumentAnswer;
import dk.porten.core.document.DocumentDecision;
import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.Language;
import dk.porten.core.pack.ReasonTexts;
import dk.porten.core.pack.RulePacks;
import dk.porten.gateway.http.exchange.OperationHandler;
import dk.porten.gateway.http.json.Faults;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.question.Messages;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A document check's request of three documents, and an answer with five sets to bring. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DocumentJsonBenchmark {

  private static final LocalDate ON = LocalDate.of(2026, 12, 3);
  private static final Instant NOW = Instant.parse("2026-12-03T09:00:00Z");
  private static final byte[] REQUEST =
      """
      {"documents":[\
      {"type":"passport","issuer":"SE","cprNumberShown":false,"expiresOn":"2030-01-01","nameMatchesCpr":true},\
      {"type":"baptism-certificate","issuer":"SE","cprNumberShown":true,"nameMatchesCpr":true},\
      {"type":"other","issuer":"SE","cprNumberShown":true,"issuedOn":"2026-11-01","nameMatchesCpr":true}],\
      "on":"2026-12-03","bringLimit":5}"""
          .getBytes(StandardCharsets.UTF_8);

  private final DocumentCheck check;
  private final DocumentAnswerWriter writer;
  private final DocumentCheck.Question question;
  private final Judge<DocumentDecision> judge;
  private final DocumentAnswer answer;

  /** Reads and decides once. */
  public DocumentJsonBenchmark() {
    try {
      var shelf = new PackShelf(RulePacks.shipped());
      writer =
          new DocumentAnswerWriter(shelf, new Messages(ReasonTexts.load()), new GatewayMetrics());
      check = new DocumentCheck(shelf, Clock.fixed(NOW, ZoneOffset.UTC), writer);
      var found = (PackChoice.Found) shelf.choose(PackShelf.DEFAULT_PACK, ON, NOW);
      DocumentDecision decision = found.pack().documents().orElseThrow();
      judge = new Judge<>(decision, ON, found.pack().pack().reference());
      question = OperationHandler.read(check::read, REQUEST, new Faults());
      answer =
          decision.decide(
              new DocumentQuestion(
                  question.documents(), ON, question.venue(), question.bringLimit()));
    } catch (InvalidPackException faulty) {
      throw new IllegalStateException(faulty);
    }
  }

  /** Reads the question; the bytes stay as they are, since nothing in them is escaped. */
  @Benchmark
  public DocumentCheck.Question read() {
    return OperationHandler.read(check::read, REQUEST, new Faults());
  }

  /** Writes the answer. */
  @Benchmark
  public Buffer write() {
    return JsonAnswer.encode(json -> writer.write(answer, question, judge, Language.DA, json));
  }
}
