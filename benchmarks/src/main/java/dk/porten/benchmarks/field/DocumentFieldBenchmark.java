package dk.porten.benchmarks.field;

import dk.porten.core.document.DocumentQuestion;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * Verdict and route (D1–D13) of three random documents by {@code mitid-national}, a new case each
 * time. The engines are given the facts in the form that they read fastest, made beforehand; Porten
 * and the hand-written rules are given the documents as they are. Porten also works out the
 * reasons, the unknown facts, what to bring and until when the verdict holds; the others do not,
 * nor does Porten as {@link DocumentPeer#PORTEN_VERDICT}.
 *
 * <p>What decides otherwise than Porten is not measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DocumentFieldBenchmark {

  private static final int CASES = 1 << 12;
  private static final long SEED = 20261126;

  @Param public DocumentPeer peer = DocumentPeer.PORTEN;

  private @Nullable Round<?> round;

  /** Makes the cases and compares the verdicts. */
  @Setup
  public void makeCases() {
    round = new Round<>(peer.engine());
  }

  /** Decides one case. */
  @Benchmark
  public String decide() {
    return Objects.requireNonNull(round).decideNext();
  }

  /** An engine and its cases in turn. */
  private static final class Round<I> {

    private final DocumentEngine<I> engine;
    private final I[] inputs;
    private int next;

    @SuppressWarnings("unchecked")
    Round(DocumentEngine<I> engine) {
      this.engine = engine;
      inputs = (I[]) new Object[CASES];
      var cases = new DocumentCases(SEED);
      DocumentEngine<DocumentQuestion> porten = DocumentPeer.porten();
      for (int i = 0; i < CASES; i++) {
        DocumentQuestion question = cases.next();
        inputs[i] = engine.input(question);
        if (!engine.decide(inputs[i]).equals(porten.decide(question))) {
          throw new IllegalStateException("other verdict: case " + i + " of seed " + SEED);
        }
      }
    }

    String decideNext() {
      next = (next + 1) & (CASES - 1);
      return engine.decide(inputs[next]);
    }
  }
}
