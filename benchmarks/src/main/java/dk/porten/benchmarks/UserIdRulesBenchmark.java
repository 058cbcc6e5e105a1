package dk.porten.benchmarks;

import dk.porten.core.userid.UserIdDecision;
import dk.porten.core.userid.UserIdForm;
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

/** The user-ID rules of {@code mitid-national} on IDs of one kind, a new one each time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class UserIdRulesBenchmark {

  private static final int IDS = 1 << 12;
  private static final long SEED = 20261121;

  /** What kind of text is judged. */
  public enum Kind {
    /** In canonical form already. */
    CANONICAL("abcdefghijklmnopqrstuvwxyz0123456789.-_", 6, 20),
    /** With capital letters and Danish ones. */
    MIXED_CASE("abcdefABCDEFæøåÆØÅ0123456789 !", 6, 20),
    /** With characters that are not allowed. */
    MALFORMED("abcdef\"/<>ü", 6, 20),
    /** As long as a caller may send it, of marks that the Normalizer has to put in order. */
    MARKS("\u0316\u0300", 512, 512);

    private final String alphabet;
    private final int least;
    private final int most;

    Kind(String alphabet, int least, int most) {
      this.alphabet = alphabet;
      this.least = least;
      this.most = most;
    }

    String next(Random random) {
      int length = least + random.nextInt(most - least + 1);
      var text = new StringBuilder("x");
      for (int i = 2; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      return text.append('x').toString();
    }
  }

  @Param public Kind kind = Kind.CANONICAL;

  private final UserIdDecision decision =
      new UserIdDecision(Objects.requireNonNull(National.PACK.userId()));
  private final String[] texts = new String[IDS];
  private int next;

  /** Makes the texts. */
  @Setup
  public void makeTexts() {
    var random = new Random(SEED);
    for (int i = 0; i < IDS; i++) {
      texts[i] = kind.next(random);
    }
  }

  /** Judges one text. */
  @Benchmark
  public UserIdForm decide() {
    next = (next + 1) & (IDS - 1);
    return decision.decide(texts[next]);
  }
}
