package dk.porten.core.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.CompiledPack;
import dk.porten.core.Packs;
import dk.porten.core.SeededCases;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.witness.WitnessAnswer.QuotaUse;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the decision with {@link WitnessOracle} on random cases, one seed a case (W1–W9). */
class WitnessOracleTest {

  private static final int CASES = 1_000_000;
  private static final int SLOW_CASES = 20_000;

  private record Said(WitnessVerdict verdict, List<ReasonCode> reasons, @Nullable QuotaUse quota) {}

  private record Advised(Set<Object> unknown, Optional<LocalDate> allowedFrom) {}

  @ParameterizedTest
  @ValueSource(strings = {"mitid-national", "mitid-herning"})
  void decide_randomCases_verdictReasonsAndQuotaAgreeWithOracle(String pack) {
    WitnessDecision decision = decision(pack);
    WitnessOracle oracle = WitnessOracle.of(pack);
    Map<String, Long> seen =
        SeededCases.countKinds(CASES, seed -> checkSaid(decision, oracle, seed));
    assertThat(seen)
        .containsOnlyKeys(
            WitnessVerdict.ALLOWED.code(),
            WitnessVerdict.NOT_ALLOWED.code(),
            WitnessVerdict.NEEDS_ASSESSMENT.code(),
            ReasonCode.UNDER_AGE.code(),
            ReasonCode.MITID_TOO_NEW.code(),
            ReasonCode.DOCUMENT_NOT_ACCEPTED.code(),
            ReasonCode.QUOTA_EXHAUSTED.code(),
            ReasonCode.SAME_PERSON.code(),
            ReasonCode.PROFESSIONAL_WITNESS.code(),
            "above the limit")
        .allSatisfy((code, count) -> assertThat(count).as(code).isGreaterThan(5_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mitid-national", "mitid-herning"})
  void decide_randomCases_unknownAndAllowedFromAgreeWithOracle(String pack) {
    WitnessDecision decision = decision(pack);
    WitnessOracle oracle = WitnessOracle.of(pack);
    Map<String, Long> seen =
        SeededCases.countKinds(SLOW_CASES, seed -> checkAdvised(decision, oracle, seed));
    assertThat(seen)
        .containsOnlyKeys(
            "allowed today",
            "allowed later",
            "never or not known",
            "unknown",
            "unknown of documents")
        .allSatisfy((what, count) -> assertThat(count).as(what).isGreaterThan(200));
  }

  /** Returns the kinds that the case is one of. */
  private static Stream<String> checkSaid(
      WitnessDecision decision, WitnessOracle oracle, long seed) {
    WitnessCase witness = WitnessCases.next(new SplittableRandom(seed));
    WitnessAnswer answer = decision.decide(witness.question(), witness.fact());
    var expected =
        new Said(oracle.verdict(witness), oracle.reasons(witness), oracle.quota(witness));
    assertThat(new Said(answer.verdict(), answer.reasons(), answer.quota()))
        .as("seed %d", seed)
        .isEqualTo(expected);
    boolean isAboveLimit = expected.quota != null && expected.quota.used() > 3;
    return Stream.of(
            Stream.of(expected.verdict.code()),
            expected.reasons.stream().map(ReasonCode::code),
            isAboveLimit ? Stream.of("above the limit") : Stream.<String>empty())
        .flatMap(Function.identity());
  }

  /** Returns the kinds that the case is one of. */
  private static Stream<String> checkAdvised(
      WitnessDecision decision, WitnessOracle oracle, long seed) {
    WitnessCase witness = WitnessCases.next(new SplittableRandom(seed));
    WitnessAnswer answer = decision.decide(witness.question(), witness.fact());
    var expected = new Advised(oracle.unknown(witness), oracle.allowedFrom(witness));
    assertThat(new Advised(unknown(answer), Optional.ofNullable(answer.allowedFrom())))
        .as("seed %d", seed)
        .isEqualTo(expected);
    String when =
        expected.allowedFrom.isEmpty()
            ? "never or not known"
            : answer.verdict() == WitnessVerdict.ALLOWED ? "allowed today" : "allowed later";
    return Stream.of(
            Stream.of(when),
            answer.unknown().stream().limit(1).map(fact -> "unknown"),
            answer.unknownOfDocuments().stream().limit(1).map(fact -> "unknown of documents"))
        .flatMap(Function.identity());
  }

  private static Set<Object> unknown(WitnessAnswer answer) {
    var unknown = new HashSet<Object>(answer.unknown());
    unknown.addAll(answer.unknownOfDocuments());
    assertThat(unknown).hasSize(answer.unknown().size() + answer.unknownOfDocuments().size());
    return unknown;
  }

  private static WitnessDecision decision(String pack) {
    return CompiledPack.of(Packs.pack(pack)).witness().orElseThrow();
  }
}
