package dk.porten.benchmarks;

import dk.porten.core.document.DocumentAnswer;
import dk.porten.core.document.DocumentDecision;
import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole answer of a document check by {@code mitid-national}: verdict, reasons, what to bring
 * (5 sets) and until when, on random documents, a new case each time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DocumentDecisionBenchmark {

  private static final int CASES = 1 << 12;
  private static final long SEED = 20261121;
  private static final LocalDate ON = LocalDate.of(2026, 12, 3);
  private static final DocumentType[] TYPES = DocumentType.values();
  private static final Truth[] TRUTHS = Truth.values();
  private static final String[] ISSUERS = {"DK", "DK", "DK", "GL", "FO", "SE"};

  /** How many documents a case has. */
  @Param({"1", "3", "20"})
  public int documents = 3;

  private final DocumentDecision decision =
      new DocumentDecision(Objects.requireNonNull(National.PACK.documents()));
  private final DocumentQuestion[] questions = new DocumentQuestion[CASES];
  private int next;

  /** Makes the cases. */
  @Setup
  public void makeCases() {
    var random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      List<Document> inHand = new ArrayList<>();
      for (int d = 0; d < documents; d++) {
        inHand.add(document(random));
      }
      questions[i] = new DocumentQuestion(inHand, ON, Venue.CITIZEN_SERVICE, 5);
    }
  }

  /** Decides one case. */
  @Benchmark
  public DocumentAnswer decide() {
    next = (next + 1) & (CASES - 1);
    return decision.decide(questions[next]);
  }

  private static Document document(Random random) {
    DocumentType type = TYPES[random.nextInt(TYPES.length)];
    return new Document(
        type,
        Country.find(ISSUERS[random.nextInt(ISSUERS.length)]).orElseThrow(),
        random.nextInt(8) == 0 ? DocumentForm.APP : DocumentForm.PHYSICAL,
        type.hasPhotoByDefault(),
        TRUTHS[random.nextInt(TRUTHS.length)],
        random.nextInt(16) == 0,
        random.nextInt(4) == 0 ? null : ON.plusDays(random.nextInt(2_000) - 200),
        false,
        random.nextInt(4) == 0 ? null : ON.minusDays(random.nextInt(120)),
        random.nextInt(4) == 0 ? null : ON.getYear() - random.nextInt(3),
        random.nextInt(8) == 0 ? Truth.UNKNOWN : Truth.TRUE);
  }
}
