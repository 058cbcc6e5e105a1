package dk.porten.gateway.http.witness;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackShelf;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.Person;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.Language;
import dk.porten.core.witness.WitnessAnswer;
import dk.porten.core.witness.WitnessDecision;
import dk.porten.core.witness.WitnessQuestion;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Check;
import dk.porten.gateway.http.question.DocumentReader;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.PackRequest;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.http.witness.WitnessCheck.Found;
import dk.porten.gateway.http.witness.WitnessCheck.Question;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/witness-checks}: may this person be the witness? */
public final class WitnessCheck implements Check<Question, Found> {

  /** The question as it was asked; what is null was left out. */
  public record Question(
      @Nullable UUID personId,
      @Nullable LocalDate birthDate,
      @Nullable LocalDate mitIdSince,
      boolean professional,
      @Nullable List<Document> documents,
      @Nullable UUID applicant,
      Venue venue,
      PackRequest rules) {

    /** Reads the rest of a witness, of a request that is read but for that. */
    public static Question read(
        RequestObject witness,
        @Nullable UUID personId,
        @Nullable UUID applicant,
        Venue venue,
        PackRequest rules) {
      var question =
          new Question(
              personId,
              DocumentReader.date(witness, "birthDate"),
              DocumentReader.date(witness, "mitIdSince"),
              witness.flag("professional", false),
              witness.has("documents") ? DocumentReader.documents(witness) : null,
              applicant,
              venue,
              rules);
      witness.end();
      return question;
    }

    /** Returns the question to the rules. */
    public WitnessQuestion on(LocalDate day, Facts facts) {
      return new WitnessQuestion(
          personId,
          birthDate,
          mitIdSince,
          professional,
          documents,
          applicant == null ? null : new Person(applicant, facts.hashes().apply(applicant)),
          day,
          venue);
    }
  }

  /**
   * What the verdict hangs on.
   *
   * @param fact what is recorded of the witness; null where nobody says who it is
   * @param asOf the moment up to which that is complete
   */
  record Found(@Nullable AttestationFact fact, Instant asOf, Judge<WitnessDecision> judge) {}

  private final PackShelf shelf;
  private final Facts facts;
  private final WitnessLookup lookup;
  private final WitnessAnswerWriter writer;

  public WitnessCheck(
      PackShelf shelf, Facts facts, WitnessLookup lookup, WitnessAnswerWriter writer) {
    this.shelf = shelf;
    this.facts = facts;
    this.lookup = lookup;
    this.writer = writer;
  }

  @Override
  public Question read(RequestObject request) {
    RequestObject witness = request.requiredObject("witness");
    UUID personId = PersonIds.read(witness, "personId");
    return Question.read(
        witness,
        personId,
        applicant(request),
        DocumentReader.venue(request),
        PackRequest.read(request));
  }

  /** Reads the member {@code applicant}; null if there is none. */
  public static @Nullable UUID applicant(RequestObject request) {
    if (!request.has("applicant")) {
      return null;
    }
    RequestObject applicant = request.requiredObject("applicant");
    UUID personId = PersonIds.required(applicant, "personId");
    applicant.end();
    return personId;
  }

  @Override
  public Future<Found> find(Question question, ClientAccount account) {
    Judge<WitnessDecision> judge =
        question.rules.judge(shelf, facts.clock().instant(), CompiledPack::witness);
    Instant asOf = facts.asOf().get();
    return lookup.find(question.personId, asOf).map(fact -> new Found(fact, asOf, judge));
  }

  @Override
  public Answer decide(Question question, Found found, Language language) {
    Judge<WitnessDecision> judge = found.judge;
    WitnessAnswer answer = judge.decision().decide(question.on(judge.on(), facts), found.fact);
    return new Answer(
        answer.verdict().code(),
        JsonAnswer.encode(
            json -> writer.write(answer, question.venue, found.asOf, judge, language, json)));
  }
}
