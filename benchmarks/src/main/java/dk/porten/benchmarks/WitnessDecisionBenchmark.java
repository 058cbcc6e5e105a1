package dk.porten.benchmarks;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Person;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import dk.porten.core.witness.WitnessAnswer;
import dk.porten.core.witness.WitnessDecision;
import dk.porten.core.witness.WitnessQuestion;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * The whole answer of a witness check by {@code mitid-national}: verdict, reasons, quota and from
 * when, on random adults who show a passport, a new case each time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class WitnessDecisionBenchmark {

  private static final int CASES = 1 << 12;
  private static final long SEED = 20261121;
  private static final LocalDate ON = LocalDate.of(2026, 12, 3);

  /** How many attestations of the last 200 days are on record. */
  @Param({"0", "2", "6"})
  public int attestations = 2;

  private final WitnessDecision decision =
      new WitnessDecision(
          Objects.requireNonNull(National.PACK.witness()), National.PACK.documents());
  private final WitnessQuestion[] questions = new WitnessQuestion[CASES];
  private final AttestationFact[] facts = new AttestationFact[CASES];
  private int next;

  /** Makes the cases. */
  @Setup
  public void makeCases() {
    var random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      questions[i] =
          new WitnessQuestion(
              person(random).id(),
              ON.minusDays(6_500 + random.nextInt(20_000)),
              random.nextInt(16) == 0 ? null : ON.minusDays(random.nextInt(1_000)),
              false,
              List.of(passport(random)),
              person(random),
              ON,
              Venue.CITIZEN_SERVICE);
      facts[i] = new AttestationFact(attestations(random));
    }
  }

  /** Decides one case. */
  @Benchmark
  public WitnessAnswer decide() {
    next = (next + 1) & (CASES - 1);
    return decision.decide(questions[next], facts[next]);
  }

  private List<Attestation> attestations(Random random) {
    return Stream.generate(() -> ON.minusDays(random.nextInt(200)))
        .limit(attestations)
        .sorted()
        .map(day -> new Attestation(day, person(random).hash()))
        .toList();
  }

  private static Person person(Random random) {
    var hash =
        new PersonHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    return new Person(new UUID(hash.first(), hash.second()), hash);
  }

  private static Document passport(Random random) {
    return new Document(
        DocumentType.PASSPORT,
        Country.find("DK").orElseThrow(),
        DocumentForm.PHYSICAL,
        true,
        Truth.TRUE,
        false,
        ON.plusDays(random.nextInt(2_000) - 100),
        false,
        null,
        null,
        random.nextInt(8) == 0 ? Truth.UNKNOWN : Truth.TRUE);
  }
}
