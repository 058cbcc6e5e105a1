package dk.porten.gateway.http.witness;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackShelf;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Person;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.pack.Language;
import dk.porten.core.witness.QuotaStanding;
import dk.porten.core.witness.RecordingVerdict;
import dk.porten.core.witness.WitnessDecision;
import dk.porten.core.witness.WitnessQuestion;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.json.Fault;
import dk.porten.gateway.http.json.FaultCode;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.DocumentReader;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.question.PackRequest;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.http.witness.WitnessCheck.Question;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.AttestationLedger.NewAttestation;
import dk.porten.gateway.ledger.AttestationLedger.Ruling;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.KeptAnswer.Answered;
import dk.porten.gateway.ledger.RecordingOutcome;
import dk.porten.gateway.ledger.TooManyRequestsException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** {@code POST /v1/attestations}: records one, taking from the witness's quota. */
public final class AttestationRecording implements Operation<Question> {

  private static final int MAX_DAYS_BACK = 30;

  private final PackShelf shelf;
  private final Facts facts;
  private final AttestationLedger ledger;
  private final WitnessAnswerWriter writer;

  public AttestationRecording(
      PackShelf shelf, Facts facts, AttestationLedger ledger, WitnessAnswerWriter writer) {
    this.shelf = shelf;
    this.facts = facts;
    this.ledger = ledger;
    this.writer = writer;
  }

  @Override
  public boolean needsKey() {
    return true;
  }

  /**
   * Accepts one day more than may be recorded. An answer is kept under its key for 24 hours, so a
   * request that was in time yesterday must still be readable when it is repeated today.
   */
  @Override
  public Question read(RequestObject request) {
    RequestObject witness = request.requiredObject("witness");
    UUID witnessId = PersonIds.required(witness, "personId");
    RequestObject applicant = request.requiredObject("applicant");
    UUID applicantId = PersonIds.required(applicant, "personId");
    applicant.end();
    PackRequest rules =
        PackRequest.readPast(request, MAX_DAYS_BACK + 1, shelf, facts.clock().instant());
    return Question.read(witness, witnessId, applicantId, DocumentReader.venue(request), rules);
  }

  @Override
  public Future<Answer> answer(Question asked, Asked by) {
    PersonHash witness = facts.hashes().apply(Objects.requireNonNull(asked.personId()));
    ClientAccount account = by.account();
    Instant now = facts.clock().instant();
    long mark;
    try {
      mark = account.attest(now);
    } catch (TooManyRequestsException ended) {
      // To look for an earlier answer costs the database as much as recording one.
      account.check(1, System.nanoTime());
      return ledger
          .kept(by.key())
          .map(kept -> Answer.of(kept.orElseThrow(() -> ended), AttestationRecording::tell));
    }
    return ledger
        .record(witness, known -> rule(asked, known, by), by.key(), by.author())
        .onComplete(ended -> facts.attestations().invalidate(witness))
        .onSuccess(kept -> count(mark, kept, now, account))
        .onFailure(unknown -> account.notAttested(mark, now))
        .map(kept -> Answer.of(kept, AttestationRecording::tell));
  }

  /** What an earlier request with the key got counted then. */
  private static void count(
      long mark, KeptAnswer<RecordingOutcome> kept, Instant now, ClientAccount account) {
    if (kept instanceof Answered<RecordingOutcome> answered
        && !answered.isReplay()
        && answered.outcome() == RecordingOutcome.RECORDED) {
      account.attested(mark, now);
    } else {
      account.notAttested(mark, now);
    }
  }

  /**
   * Makes the ruling. Only here is it judged whether the day is too long ago, because an earlier
   * answer under the key comes first.
   */
  private Ruling rule(Question asked, AttestationFact known, Asked by) {
    Instant now = facts.clock().instant();
    Judge<WitnessDecision> judge = asked.rules().judgeRecord(shelf, now, CompiledPack::witness);
    LocalDate today = shelf.today(judge.rulePack(), now).orElseThrow();
    if (judge.on().isBefore(today.minusDays(MAX_DAYS_BACK))) {
      var fault = new Fault("/on", FaultCode.OUT_OF_RANGE);
      throw new ProblemException(new Problem(ProblemCode.INVALID_REQUEST, List.of(fault)));
    }
    WitnessQuestion question = asked.on(judge.on(), facts);
    RecordingVerdict verdict = judge.decision().decideRecording(question, known);
    if (verdict instanceof RecordingVerdict.Allowed allowed) {
      return recorded(question, allowed.after(), judge);
    }
    return verdict instanceof RecordingVerdict.Exhausted exhausted
        ? refused(RecordingOutcome.EXHAUSTED, exhausted(exhausted.now()), by)
        : refused(
            RecordingOutcome.NOT_ELIGIBLE,
            notEligible((RecordingVerdict.NotEligible) verdict, by.language()),
            by);
  }

  private static Answer tell(Answered<RecordingOutcome> kept) {
    Buffer json = kept.answer();
    return switch (kept.outcome()) {
      case RECORDED -> Answer.created("recorded", json);
      case EXHAUSTED -> Answer.problem(ProblemCode.WITNESS_QUOTA_EXHAUSTED, json);
      case NOT_ELIGIBLE -> Answer.problem(ProblemCode.WITNESS_NOT_ELIGIBLE, json);
    };
  }

  private static Ruling recorded(
      WitnessQuestion question, QuotaStanding after, Judge<WitnessDecision> judge) {
    Person applicant = Objects.requireNonNull(question.applicant());
    var attestation =
        new NewAttestation(UUID.randomUUID(), applicant.hash(), judge.on(), judge.rulePack());
    Buffer body =
        JsonAnswer.encode(
            json -> {
              json.writeStartObject();
              json.writeStringField("attestationId", attestation.attestationId().toString());
              json.writeDateField("on", attestation.on());
              WitnessAnswerWriter.writeQuota(after.use(), after.allowedFrom(), json);
              json.writeStringField("rulePack", attestation.rulePack());
              json.writeEndObject();
            });
    return new Ruling(RecordingOutcome.RECORDED, body, attestation);
  }

  private static Problem exhausted(QuotaStanding now) {
    return new Problem(
        ProblemCode.WITNESS_QUOTA_EXHAUSTED,
        json -> WitnessAnswerWriter.writeQuota(now.use(), now.allowedFrom(), json));
  }

  private Problem notEligible(RecordingVerdict.NotEligible verdict, Language language) {
    return new Problem(
        ProblemCode.WITNESS_NOT_ELIGIBLE,
        json -> {
          writer.writeReasons(verdict.reasons(), language, json);
          WitnessAnswerWriter.writeUnknown(verdict.unknown(), verdict.unknownOfDocuments(), json);
        });
  }

  private static Ruling refused(RecordingOutcome outcome, Problem problem, Asked by) {
    return new Ruling(outcome, problem.encode(by.requestId()), null);
  }
}
