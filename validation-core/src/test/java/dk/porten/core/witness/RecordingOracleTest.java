package dk.porten.core.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.CompiledPack;
import dk.porten.core.Packs;
import dk.porten.core.SeededCases;
import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Person;
import dk.porten.core.pack.ReasonCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares what may be recorded with {@link WitnessOracle} on random cases, one seed a case. */
class RecordingOracleTest {

  private static final int CASES = 60_000;
  private static final List<ReasonCode> QUOTA_ALONE = List.of(ReasonCode.QUOTA_EXHAUSTED);

  private record Standing(WitnessAnswer.@Nullable QuotaUse use, @Nullable LocalDate allowedFrom) {}

  private record Refused(List<ReasonCode> reasons, Set<Object> unknown) {}

  @ParameterizedTest
  @ValueSource(strings = {"mitid-national", "mitid-herning"})
  void decideRecording_randomCases_agreesWithOracle(String pack) {
    WitnessDecision decision = CompiledPack.of(Packs.pack(pack)).witness().orElseThrow();
    WitnessOracle oracle = WitnessOracle.of(pack);
    Map<String, Long> seen = SeededCases.countKinds(CASES, seed -> check(decision, oracle, seed));
    assertThat(seen)
        .containsOnlyKeys("skipped", "allowed", "exhausted", "not eligible", "full and unknown")
        .allSatisfy((what, count) -> assertThat(count).as(what).isGreaterThan(100));
  }

  private static Stream<String> check(WitnessDecision decision, WitnessOracle oracle, long seed) {
    WitnessCase witness = WitnessCases.next(new SplittableRandom(seed));
    AttestationFact fact = witness.fact();
    Person applicant = witness.question().applicant();
    if (fact == null || applicant == null) {
      return Stream.of("skipped");
    }
    RecordingVerdict verdict = decision.decideRecording(witness.question(), fact);
    List<ReasonCode> reasons = oracle.reasons(witness);
    var unused = new WitnessCase(witness.question(), new AttestationFact(List.of()));
    if (oracle.verdict(witness) == WitnessVerdict.ALLOWED) {
      assertThat(verdict)
          .as("seed %d", seed)
          .isInstanceOfSatisfying(
              RecordingVerdict.Allowed.class,
              allowed ->
                  assertThat(standing(allowed.after()))
                      .as("seed %d", seed)
                      .isEqualTo(standing(oracle, recorded(witness.question(), fact, applicant))));
      return Stream.of("allowed");
    }
    if (reasons.equals(QUOTA_ALONE) && oracle.verdict(unused) == WitnessVerdict.ALLOWED) {
      assertThat(verdict)
          .as("seed %d", seed)
          .isInstanceOfSatisfying(
              RecordingVerdict.Exhausted.class,
              exhausted ->
                  assertThat(standing(exhausted.now()))
                      .as("seed %d", seed)
                      .isEqualTo(standing(oracle, witness)));
      return Stream.of("exhausted");
    }
    boolean isFullBesides = reasons.equals(QUOTA_ALONE);
    assertThat(verdict)
        .as("seed %d", seed)
        .isInstanceOfSatisfying(
            RecordingVerdict.NotEligible.class,
            refused ->
                assertThat(refused(refused))
                    .as("seed %d", seed)
                    .isEqualTo(
                        new Refused(reasons, oracle.unknown(isFullBesides ? unused : witness))));
    return Stream.of(isFullBesides ? "full and unknown" : "not eligible");
  }

  /** Returns the witness as it is afterwards, asked about a person not yet helped. */
  private static WitnessCase recorded(
      WitnessQuestion question, AttestationFact before, Person applicant) {
    var attestations = new ArrayList<>(before.attestations());
    attestations.add(new Attestation(question.on(), applicant.hash()));
    var aboutSomebodyNew =
        new WitnessQuestion(
            question.personId(),
            question.birthDate(),
            question.mitIdSince(),
            question.professional(),
            question.documents(),
            null,
            question.on(),
            question.venue());
    return new WitnessCase(aboutSomebodyNew, new AttestationFact(attestations));
  }

  private static Standing standing(WitnessOracle oracle, WitnessCase witness) {
    return new Standing(oracle.quota(witness), oracle.allowedFrom(witness).orElse(null));
  }

  private static Standing standing(QuotaStanding standing) {
    return new Standing(standing.use(), standing.allowedFrom());
  }

  private static Refused refused(RecordingVerdict.NotEligible refused) {
    var unknown = new HashSet<Object>(refused.unknown());
    unknown.addAll(refused.unknownOfDocuments());
    return new Refused(refused.reasons(), unknown);
  }
}
