package dk.porten.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.Packs;
import dk.porten.core.document.CompletionOracle.Further;
import dk.porten.core.document.DocumentAnswer.Bring;
import dk.porten.core.document.DocumentAnswer.Item;
import dk.porten.core.document.DocumentAnswer.Reason;
import dk.porten.core.document.DocumentOracle.Outcome;
import dk.porten.core.document.PackClauses.RouteClause;
import dk.porten.core.fact.UnknownFact;
import dk.porten.core.pack.DocumentRules;
import dk.porten.core.pack.ReasonCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random cases, decided by the pack's file and code, and by the oracle from the clauses. */
class DocumentOracleTest {

  private static final long SEED = 20_261_203;
  private static final int VERDICTS = 1_000_000;
  private static final int WHOLE_ANSWERS = 20_000;

  /** Fewer than so many cases of a kind would be no test of it. */
  private static final long FEW = 20;

  private static final Set<ReasonCode> NATIONAL_CODES =
      EnumSet.of(
          ReasonCode.WRONG_YEAR,
          ReasonCode.NAME_DIFFERS,
          ReasonCode.ACCEPTED_ELSEWHERE,
          ReasonCode.TAX_WITH_BENEFIT);

  static Stream<PackClauses> packs() {
    return Stream.of(NationalClauses.PACK, HerningClauses.PACK, NemIdClauses.PACK);
  }

  @ParameterizedTest
  @MethodSource("packs")
  void decide_randomCases_verdictRouteAndUseOfTheOracle(PackClauses pack) {
    DocumentDecision decision = Packs.documents(pack.id());
    var oracle = new DocumentOracle(pack);
    Map<String, Long> met =
        count(
            VERDICTS,
            index -> {
              DocumentQuestion question = DocumentCases.at(pack, SEED, index);
              DocumentAnswer answer = decision.decide(question);
              Outcome expected = oracle.outcome(oracle.judge(question));
              assertSame(outcome(answer), expected, pack, index);
              return Stream.of(expected.verdict().code(), String.valueOf(expected.route()));
            });
    assertReached(met, Stream.of(DocumentVerdict.values()).map(DocumentVerdict::code));
    assertReached(met, pack.routes().stream().map(RouteClause::id));
  }

  @ParameterizedTest
  @MethodSource("packs")
  void decide_randomCases_wholeAnswerOfTheOracle(PackClauses pack) {
    DocumentDecision decision = Packs.documents(pack.id());
    var oracle = new DocumentOracle(pack);
    var completions = new CompletionOracle(pack, easeOrder(pack));
    Map<String, Long> met =
        count(
            WHOLE_ANSWERS,
            index -> {
              DocumentQuestion question = DocumentCases.at(pack, SEED, index);
              DocumentAnswer answer = decision.decide(question);
              List<JudgedDocument> judged = oracle.judge(question);
              assertSame(answer.reasons(), oracle.reasons(judged), pack, index);
              assertSame(answer.unknown(), oracle.unknown(judged), pack, index);
              List<List<Further>> sets = completions.bring(judged, question.venue());
              assertSame(answer.bring().total(), sets.size(), pack, index);
              List<List<Further>> first = sets.stream().limit(question.bringLimit()).toList();
              assertSame(further(answer.bring()), first, pack, index);
              assertSame(
                  String.valueOf(answer.verdictUntil()),
                  String.valueOf(oracle.verdictUntil(question)),
                  pack,
                  index);
              return features(answer);
            });
    assertReached(met, codes(pack).map(ReasonCode::code));
    assertReached(met, facts(pack));
    assertReached(met, Stream.of("ends", "lasts", "one to bring", "two to bring"));
    assertThat(met).doesNotContainKeys(unusedCodes(pack));
  }

  private static Map<String, Long> count(int cases, LongFunction<Stream<String>> check) {
    return LongStream.range(0, cases)
        .parallel()
        .mapToObj(check)
        .flatMap(Function.identity())
        .collect(Collectors.groupingByConcurrent(Function.identity(), Collectors.counting()));
  }

  private static void assertReached(Map<String, Long> met, Stream<String> expected) {
    expected.forEach(
        feature -> assertThat(met.getOrDefault(feature, 0L)).as(feature).isGreaterThan(FEW));
  }

  private static void assertSame(Object actual, Object expected, PackClauses pack, long index) {
    if (!actual.equals(expected)) {
      assertThat(actual).as("%s, seed %d, case %d", pack.id(), SEED, index).isEqualTo(expected);
    }
  }

  private static Outcome outcome(DocumentAnswer answer) {
    return new Outcome(answer.verdict(), answer.route(), answer.use());
  }

  private static List<List<Further>> further(Bring bring) {
    return bring.sets().stream()
        .map(set -> set.stream().map(DocumentOracleTest::further).toList())
        .toList();
  }

  private static Further further(Item item) {
    return new Further(item.documentClass().id(), item.cprNumberRequired());
  }

  private static List<String> easeOrder(PackClauses pack) {
    DocumentRules rules = Objects.requireNonNull(Packs.pack(pack.id()).documents());
    return rules.easeOrder().stream().map(number -> rules.classes().get(number).id()).toList();
  }

  private static Stream<String> features(DocumentAnswer answer) {
    Stream<String> codes = answer.reasons().stream().map(Reason::code).map(ReasonCode::code);
    Stream<String> facts = answer.unknown().stream().map(UnknownFact::fact).map(f -> f.code());
    Stream<String> sizes =
        answer.bring().sets().stream().map(s -> s.size() == 1 ? "one to bring" : "two to bring");
    String until = answer.verdictUntil() == null ? "lasts" : "ends";
    return Stream.of(codes, facts, sizes.distinct(), Stream.of(until)).flatMap(Function.identity());
  }

  private static Stream<ReasonCode> codes(PackClauses pack) {
    return EnumSet.range(ReasonCode.EXPIRED, ReasonCode.MORE_DOCUMENTS_NEEDED).stream()
        .filter(code -> pack.nationalRules() || !NATIONAL_CODES.contains(code));
  }

  private static String[] unusedCodes(PackClauses pack) {
    return NATIONAL_CODES.stream()
        .filter(code -> !pack.nationalRules())
        .map(ReasonCode::code)
        .toArray(String[]::new);
  }

  private static Stream<String> facts(PackClauses pack) {
    return pack.nationalRules()
        ? Stream.of("expiresOn", "issuedOn", "year", "nameMatchesCpr", "cprNumberShown")
        : Stream.of("expiresOn", "issuedOn", "cprNumberShown")
            .filter(
                fact -> !fact.equals("issuedOn") || pack.twoDocumentClasses().contains("benefit"));
  }
}
