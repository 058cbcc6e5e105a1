package dk.porten.gateway.http.visit;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackShelf;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Truth;
import dk.porten.core.pack.Language;
import dk.porten.core.userid.UserIdDecision;
import dk.porten.core.visit.VisitAnswer;
import dk.porten.core.visit.VisitQuestion;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.document.DocumentCheck;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Check;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.http.userid.UserIdCheck;
import dk.porten.gateway.http.userid.UserIdLookup;
import dk.porten.gateway.http.visit.VisitCheck.Question;
import dk.porten.gateway.http.witness.PersonIds;
import dk.porten.gateway.http.witness.WitnessCheck;
import dk.porten.gateway.http.witness.WitnessLookup;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/visit-checks}: is everything there for the visit, and what is still to be done?
 */
public final class VisitCheck implements Check<Question, VisitCheck.Found> {

  private static final int MAX_WISHES = 10;

  /**
   * The parts of the question as they would be asked alone.
   *
   * @param witness null if nobody comes along
   */
  public record Question(
      DocumentCheck.Question documents,
      WitnessCheck.@Nullable Question witness,
      Truth canAnswerControlQuestions,
      List<String> userIds) {

    @Nullable UUID witnessId() {
      return witness == null ? null : witness.personId();
    }

    /** Says whether a pack rules all that is asked (V6). */
    boolean isRuledBy(CompiledPack pack) {
      return pack.visit().isPresent()
          && (witness == null || pack.witness().isPresent())
          && (userIds.isEmpty() || pack.userId().isPresent());
    }

    VisitQuestion on(LocalDate day, Facts facts) {
      return new VisitQuestion(
          documents.on(day),
          witness == null ? null : witness.on(day, facts),
          canAnswerControlQuestions,
          documents.recommendsWitness());
    }
  }

  /**
   * What the verdict hangs on.
   *
   * @param fact what is recorded of the witness; null where nobody says who it is
   * @param wishes what became of each user ID that is wished for
   * @param asOf the moment up to which both are complete
   */
  record Found(
      @Nullable AttestationFact fact,
      List<UserIdLookup.Found> wishes,
      Instant asOf,
      Judge<CompiledPack> judge) {}

  private final PackShelf shelf;
  private final Facts facts;
  private final UserIdLookup userIds;
  private final WitnessLookup witnesses;
  private final VisitAnswerWriter writer;

  public VisitCheck(
      PackShelf shelf,
      Facts facts,
      UserIdLookup userIds,
      WitnessLookup witnesses,
      VisitAnswerWriter writer) {
    this.shelf = shelf;
    this.facts = facts;
    this.userIds = userIds;
    this.witnesses = witnesses;
    this.writer = writer;
  }

  @Override
  public Question read(RequestObject request) {
    DocumentCheck.Question documents = DocumentCheck.Question.read(request);
    UUID applicant = WitnessCheck.applicant(request);
    return new Question(
        documents,
        request.has("witness") ? witness(request, applicant, documents) : null,
        request.truth("canAnswerControlQuestions"),
        request.has("userIds")
            ? request.requiredTexts("userIds", MAX_WISHES, UserIdCheck.MAX_CODE_POINTS)
            : List.of());
  }

  private static WitnessCheck.Question witness(
      RequestObject request, @Nullable UUID applicant, DocumentCheck.Question documents) {
    RequestObject witness = request.requiredObject("witness");
    return WitnessCheck.Question.read(
        witness,
        PersonIds.read(witness, "personId"),
        applicant,
        documents.venue(),
        documents.rules());
  }

  @Override
  public int checks(Question question) {
    return Math.max(1, question.userIds.size());
  }

  @Override
  public Future<Found> find(Question question, ClientAccount account) {
    Judge<CompiledPack> judge =
        question
            .documents
            .rules()
            .judge(
                shelf,
                facts.clock().instant(),
                pack -> Optional.of(pack).filter(question::isRuledBy));
    Instant asOf = facts.asOf().get();
    Future<List<UserIdLookup.Found>> wishes = find(question.userIds, account, judge, asOf);
    return witnesses
        .find(question.witnessId(), asOf)
        .compose(fact -> wishes.map(found -> new Found(fact, found, asOf, judge)));
  }

  private Future<List<UserIdLookup.Found>> find(
      List<String> wishes, ClientAccount account, Judge<CompiledPack> judge, Instant asOf) {
    if (wishes.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    UserIdDecision decision = judge.decision().userId().orElseThrow();
    return userIds.findAll(
        wishes.stream().map(decision::decide).toList(), account, asOf, judge.rulePack());
  }

  @Override
  public Answer decide(Question question, Found found, Language language) {
    Judge<CompiledPack> judge = found.judge;
    VisitAnswer answer =
        judge
            .decision()
            .visit()
            .orElseThrow()
            .decide(
                question.on(judge.on(), facts),
                found.fact,
                found.wishes.stream().map(UserIdLookup.Found::verdict).toList());
    return new Answer(
        answer.verdict().code(),
        JsonAnswer.encode(json -> writer.write(answer, question, found, language, json)));
  }
}
