package dk.porten.gateway.http.document;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackShelf;
import dk.porten.core.document.DocumentAnswer;
import dk.porten.core.document.DocumentDecision;
import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.Language;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.document.DocumentCheck.Question;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Check;
import dk.porten.gateway.http.question.DocumentReader;
import dk.porten.gateway.http.question.PackRequest;
import dk.porten.gateway.http.question.PackRequest.Judge;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** {@code POST /v1/document-checks}: do these documents suffice, and what else to bring? */
public final class DocumentCheck implements Check<Question, Judge<DocumentDecision>> {

  private static final int MAX_BRING_LIMIT = 200;
  private static final int DEFAULT_BRING_LIMIT = 5;

  /**
   * The question as it was asked.
   *
   * @param recommendsWitness whether the citizen is a foreigner or lives abroad (D14)
   */
  public record Question(
      List<Document> documents,
      Venue venue,
      int bringLimit,
      boolean recommendsWitness,
      PackRequest rules) {

    /** Reads a question, whose request may have further members. */
    public static Question read(RequestObject request) {
      Integer bringLimit = request.integer("bringLimit", 0, MAX_BRING_LIMIT);
      boolean livesAbroad = request.flag("livesAbroad", false);
      boolean isForeigner = request.flag("foreigner", false);
      return new Question(
          DocumentReader.documents(request),
          DocumentReader.venue(request),
          Objects.requireNonNullElse(bringLimit, DEFAULT_BRING_LIMIT),
          livesAbroad || isForeigner,
          PackRequest.read(request));
    }

    /** Returns the question to the rules. */
    public DocumentQuestion on(LocalDate day) {
      return new DocumentQuestion(documents, day, venue, bringLimit);
    }
  }

  private final PackShelf shelf;
  private final Clock clock;
  private final DocumentAnswerWriter writer;

  public DocumentCheck(PackShelf shelf, Clock clock, DocumentAnswerWriter writer) {
    this.shelf = shelf;
    this.clock = clock;
    this.writer = writer;
  }

  @Override
  public Question read(RequestObject request) {
    return Question.read(request);
  }

  @Override
  public Future<Judge<DocumentDecision>> find(Question question, ClientAccount account) {
    return Future.succeededFuture(
        question.rules.judge(shelf, clock.instant(), CompiledPack::documents));
  }

  @Override
  public Answer decide(Question question, Judge<DocumentDecision> judge, Language language) {
    DocumentAnswer answer = judge.decision().decide(question.on(judge.on()));
    return new Answer(
        answer.verdict().code(),
        JsonAnswer.encode(json -> writer.write(answer, question, judge, language, json)));
  }
}
