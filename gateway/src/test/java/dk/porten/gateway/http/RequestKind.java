package dk.porten.gateway.http;

import dk.porten.core.PackShelf;
import dk.porten.core.fact.FactCache;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.pack.ChecklistTexts;
import dk.porten.core.pack.ReasonTexts;
import dk.porten.core.pack.RulePacks;
import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.UserIdDirectory;
import dk.porten.core.userid.UserIdSuggestions;
import dk.porten.gateway.http.document.DocumentAnswerWriter;
import dk.porten.gateway.http.document.DocumentCheck;
import dk.porten.gateway.http.exchange.OperationHandler;
import dk.porten.gateway.http.json.Faults;
import dk.porten.gateway.http.json.FaultyRequestException;
import dk.porten.gateway.http.json.MalformedJsonException;
import dk.porten.gateway.http.json.TreeObject;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Messages;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.userid.UserIdBatchCheck;
import dk.porten.gateway.http.userid.UserIdCheck;
import dk.porten.gateway.http.userid.UserIdLookup;
import dk.porten.gateway.http.visit.VisitAnswerWriter;
import dk.porten.gateway.http.visit.VisitCheck;
import dk.porten.gateway.http.witness.WitnessAnswerWriter;
import dk.porten.gateway.http.witness.WitnessCheck;
import dk.porten.gateway.http.witness.WitnessLookup;
import dk.porten.gateway.metrics.GatewayMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** One kind of request and the two ways to read it. */
record RequestKind<Q>(
    Supplier<byte[]> requests, Operation<Q> operation, Function<TreeObject, Q> oracle) {

  Object outcome(byte[] body, int maxFaults) {
    return outcomeOf(() -> OperationHandler.read(operation::read, body, new Faults(maxFaults)));
  }

  Object expected(byte[] body, int maxFaults) {
    return outcomeOf(() -> TreeQuestions.read(oracle, body, new Faults(maxFaults)));
  }

  private static Object outcomeOf(Supplier<?> reading) {
    try {
      return reading.get();
    } catch (MalformedJsonException malformed) {
      return malformed.getClass();
    } catch (FaultyRequestException refused) {
      return refused.faults();
    }
  }

  /** Returns all kinds of checks. */
  static List<RequestKind<?>> all(RandomRequests requests) throws Exception {
    var shelf = new PackShelf(RulePacks.shipped());
    var clock = Clock.fixed(Instant.parse("2026-12-03T09:00:00Z"), ZoneOffset.UTC);
    var messages = new Messages(ReasonTexts.load());
    try (var metrics = new GatewayMetrics()) {
      Facts facts = noFacts(clock);
      var lookup = new UserIdLookup(facts, messages, metrics);
      var witnesses = new WitnessLookup(facts);
      var documentAnswers = new DocumentAnswerWriter(shelf, messages, metrics);
      var witnessAnswers = new WitnessAnswerWriter(messages, metrics);
      var visitAnswers =
          new VisitAnswerWriter(ChecklistTexts.load(), documentAnswers, witnessAnswers, lookup);
      return List.of(
          new RequestKind<>(
              requests::userIdCheck,
              new UserIdCheck(shelf, facts, lookup),
              TreeQuestions::userIdCheck),
          new RequestKind<>(
              requests::batch, new UserIdBatchCheck(shelf, facts, lookup), TreeQuestions::batch),
          new RequestKind<>(
              requests::documentCheck,
              new DocumentCheck(shelf, clock, documentAnswers),
              TreeQuestions::documentCheck),
          new RequestKind<>(
              requests::witnessCheck,
              new WitnessCheck(shelf, facts, witnesses, witnessAnswers),
              TreeQuestions::witnessCheck),
          new RequestKind<>(
              requests::visitCheck,
              new VisitCheck(shelf, facts, lookup, witnesses, visitAnswers),
              TreeQuestions::visitCheck));
    }
  }

  private static Facts noFacts(Clock clock) {
    var hash = new SipHash(new byte[SipHash.KEY_BYTES]);
    return new Facts(
        new UserIdDirectory(hash, userId -> new CompletableFuture<>()),
        new FactCache<>(person -> new CompletableFuture<>(), 1),
        clock::instant,
        new UserIdSuggestions(hash),
        person -> PersonHash.of(new byte[32]),
        clock,
        Duration.ofSeconds(60));
  }
}
