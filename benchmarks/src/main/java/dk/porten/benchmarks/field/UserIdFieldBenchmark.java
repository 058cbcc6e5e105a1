package dk.porten.benchmarks.field;

import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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
 * Whether a text is a well-formed user ID by {@code mitid-national} (U1–U6), a new one each time.
 * What decides otherwise than Porten is not measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class UserIdFieldBenchmark {

  private static final int TEXTS = 1 << 12;
  private static final long SEED = 20261126;

  @Param public UserIdPeer peer = UserIdPeer.PORTEN;

  @Param({"CANONICAL", "MIXED_CASE", "MALFORMED"})
  public UserIdTexts.Kind kind = UserIdTexts.Kind.CANONICAL;

  private final String[] texts = new String[TEXTS];
  private Predicate<String> rules = UserIdPeer.PORTEN.rules();
  private int next;

  /** Makes the texts and compares the verdicts. */
  @Setup
  public void makeTexts() {
    rules = peer.rules();
    Predicate<String> porten = UserIdPeer.PORTEN.rules();
    var random = new UserIdTexts(SEED);
    for (int i = 0; i < TEXTS; i++) {
      texts[i] = random.next(kind);
      if (rules.test(texts[i]) != porten.test(texts[i])) {
        throw new IllegalStateException("other verdict: text " + i + " of seed " + SEED);
      }
    }
  }

  /** Judges one text. */
  @Benchmark
  public boolean isWellFormed() {
    next = (next + 1) & (TEXTS - 1);
    return rules.test(texts[next]);
  }
}
