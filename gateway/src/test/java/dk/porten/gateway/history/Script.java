package dk.porten.gateway.history;

import static dk.porten.gateway.history.ScriptedAnswers.START;
import static dk.porten.gateway.history.ScriptedAnswers.answered;
import static dk.porten.gateway.history.ScriptedAnswers.day;
import static dk.porten.gateway.history.ScriptedAnswers.id;
import static dk.porten.gateway.history.ScriptedAnswers.moment;
import static dk.porten.gateway.history.ScriptedAnswers.nanos;
import static dk.porten.gateway.history.ScriptedAnswers.problem;

import dk.porten.gateway.history.History.Given;
import dk.porten.gateway.history.History.Outage;
import dk.porten.gateway.history.Outcome.Answered;
import dk.porten.gateway.history.Outcome.NotSent;
import dk.porten.gateway.history.Outcome.Unknown;
import dk.porten.gateway.history.Request.Attest;
import dk.porten.gateway.history.Request.Check;
import dk.porten.gateway.history.Request.Claim;
import dk.porten.gateway.history.Request.Free;
import dk.porten.gateway.history.Request.Hold;
import dk.porten.gateway.history.Request.LetGo;
import dk.porten.gateway.history.Request.ShowHold;
import dk.porten.gateway.history.Request.Strike;
import dk.porten.gateway.history.Request.WitnessHistory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A history written by hand. Times are milliseconds from its start; names such as {@code h1} stand
 * for ids; all is about one user ID and one witness unless it says otherwise.
 */
final class Script {
  static final String USER_ID = "stine!always";
  static final String NATIONAL = "mitid-national";
  static final String HERNING = "mitid-herning";
  private static final UUID WITNESS = id("witness");

  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Given> given = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();
  private Optional<String> body = Optional.empty();
  private int gateway;
  private int client;

  History history() {
    return new History(START, attempts, given, outages);
  }

  /** Sends what follows to this gateway. */
  Script on(int number) {
    gateway = number;
    return this;
  }

  /** Has another client ask for what follows. */
  Script by(int number) {
    client = number;
    return this;
  }

  Script outage(int of, long from, long to) {
    outages.add(new Outage(of, nanos(from), nanos(to)));
    return this;
  }

  /** A hold of 60 seconds that is told of at the end. */
  Script held(String key, String hold, long from, long to) {
    return held(key, hold, from, to, false);
  }

  Script heldAgain(String key, String hold, long from, long to) {
    return held(key, hold, from, to, true);
  }

  /** A hold with another end than a minute after the start. */
  Script heldUntil(String key, String hold, long expires, long from, long to) {
    return granted(key, hold, USER_ID, expires, from, to, false);
  }

  Script heldInstead(String key, String hold, String userId, long from, long to) {
    return granted(key, hold, userId, 60_000, from, to, false);
  }

  private Script held(String key, String hold, long from, long to, boolean replayed) {
    return granted(key, hold, USER_ID, 60_000, from, to, replayed);
  }

  private Script granted(
      String key, String hold, String userId, long expires, long from, long to, boolean replayed) {
    JsonObject answer =
        new JsonObject()
            .put("holdId", id(hold).toString())
            .put("userId", userId)
            .put("expiresAt", moment(expires));
    return add(new Hold(USER_ID, 60), key, from, to, answered(201, answer, replayed));
  }

  Script holdRefused(String key, long from, long to) {
    return add(new Hold(USER_ID, 60), key, from, to, problem(409, "user-id-taken"));
  }

  Script holdUnknown(String key, long from, long to) {
    return add(new Hold(USER_ID, 60), key, from, to, new Unknown("cut"));
  }

  Script holdNotSent(String key, long from, long to) {
    return add(new Hold(USER_ID, 60), key, from, to, new NotSent());
  }

  Script holdAnswered(String key, int status, String code, long from, long to) {
    return add(new Hold(USER_ID, 60), key, from, to, problem(status, code));
  }

  /** The same key with another body. */
  Script otherBodyAnswered(String key, int status, String code, long from, long to) {
    return add(new Hold(USER_ID, 61), key, from, to, problem(status, code));
  }

  Script otherBodyHeld(String key, String hold, long from, long to) {
    JsonObject answer =
        new JsonObject()
            .put("holdId", id(hold).toString())
            .put("userId", USER_ID)
            .put("expiresAt", moment(60_000));
    return add(new Hold(USER_ID, 61), key, from, to, answered(201, answer, true));
  }

  Script claimed(String hold, long from, long to) {
    return claimedAt(hold, 1_000, from, to);
  }

  Script claimedAt(String hold, long moment, long from, long to) {
    JsonObject answer = new JsonObject().put("userId", USER_ID).put("claimedAt", moment(moment));
    return add(new Claim(id(hold)), "", from, to, answered(200, answer, false));
  }

  Script claimRefused(String hold, int status, String code, long from, long to) {
    return add(new Claim(id(hold)), "", from, to, problem(status, code));
  }

  Script claimUnknown(String hold, long from, long to) {
    return add(new Claim(id(hold)), "", from, to, new Unknown("cut"));
  }

  Script letGo(String hold, long from, long to) {
    return add(new LetGo(id(hold)), "", from, to, new Answered(204, "", false));
  }

  Script letGoUnknown(String hold, long from, long to) {
    return add(new LetGo(id(hold)), "", from, to, new Unknown("cut"));
  }

  Script letGoRefused(String hold, long from, long to) {
    return add(new LetGo(id(hold)), "", from, to, problem(404, "hold-not-found"));
  }

  Script freed(long from, long to) {
    return add(new Free(USER_ID), "", from, to, new Answered(204, "", false));
  }

  Script freeRefused(long from, long to) {
    return add(new Free(USER_ID), "", from, to, problem(404, "user-id-not-taken"));
  }

  Script freeUnknown(long from, long to) {
    return add(new Free(USER_ID), "", from, to, new Unknown("cut"));
  }

  Script shown(String hold, String state, long from, long to) {
    JsonObject answer =
        new JsonObject()
            .put("holdId", id(hold).toString())
            .put("userId", USER_ID)
            .put("state", state)
            .put("expiresAt", moment(60_000));
    return add(new ShowHold(id(hold)), "", from, to, answered(200, answer, false));
  }

  /** A check whose directory is complete up to a moment. */
  Script checked(String verdict, long asOf, long from, long to) {
    JsonObject answer =
        new JsonObject().put("userId", USER_ID).put("verdict", verdict).put("asOf", moment(asOf));
    return add(new Check(USER_ID), "", from, to, answered(200, answer, false));
  }

  /** An attestation on a day counted from 1 December. */
  Script attested(String key, String attestation, int day, long from, long to) {
    return attested(key, attestation, key, day, NATIONAL, from, to);
  }

  Script attested(
      String key,
      String attestation,
      String applicant,
      int day,
      String rulePack,
      long from,
      long to) {
    JsonObject answer =
        new JsonObject()
            .put("attestationId", id(attestation).toString())
            .put("on", day(day).toString())
            .put("rulePack", rulePack + "@1");
    return add(attest(applicant, day, rulePack), key, from, to, answered(201, answer, false));
  }

  Script attestRefused(String key, int day, long from, long to) {
    return attestRefused(key, key, day, NATIONAL, from, to);
  }

  Script attestRefused(String key, String applicant, int day, String rulePack, long from, long to) {
    Outcome refused = problem(409, "witness-quota-exhausted");
    return add(attest(applicant, day, rulePack), key, from, to, refused);
  }

  Script attestUnknown(String key, int day, long from, long to) {
    return add(attest(key, day, NATIONAL), key, from, to, new Unknown("cut"));
  }

  /** An attestation that was there before. */
  Script given(String attestation, int day) {
    given.add(new Given(id(attestation), WITNESS, id("somebody"), day(day), NATIONAL));
    return this;
  }

  Script struck(String attestation, long moment, long from, long to) {
    JsonObject answer =
        new JsonObject()
            .put("attestationId", id(attestation).toString())
            .put("voidedAt", moment(moment));
    return add(new Strike(id(attestation)), "", from, to, answered(200, answer, false));
  }

  Script strikeRefused(String attestation, long from, long to) {
    Outcome refused = problem(404, "attestation-not-found");
    return add(new Strike(id(attestation)), "", from, to, refused);
  }

  Script strikeUnknown(String attestation, long from, long to) {
    return add(new Strike(id(attestation)), "", from, to, new Unknown("cut"));
  }

  /** A read that lists {@code name@day}, {@code name@day@pack} or {@code name@day@void}. */
  Script read(long from, long to, String... listed) {
    JsonArray attestations = new JsonArray();
    for (String entry : listed) {
      String[] parts = entry.split("@", -1);
      boolean isVoid = parts.length > 2 && parts[2].equals("void");
      String pack = parts.length > 2 && !isVoid ? parts[2] : NATIONAL;
      JsonObject one =
          new JsonObject()
              .put("attestationId", id(parts[0]).toString())
              .put("on", day(Integer.parseInt(parts[1])).toString())
              .put("rulePack", pack + "@1");
      attestations.add(isVoid ? one.put("voidedAt", moment(1_000)) : one);
    }
    JsonObject answer = new JsonObject().put("attestations", attestations);
    return add(new WitnessHistory(WITNESS), "", from, to, answered(200, answer, false));
  }

  /** Changes the body of the answer that comes next. */
  Script withBody(String text) {
    body = Optional.of(text);
    return this;
  }

  private Script add(Request request, String key, long from, long to, Outcome outcome) {
    Outcome told =
        outcome instanceof Answered answered && body.isPresent()
            ? new Answered(answered.status(), body.get(), answered.replayed())
            : outcome;
    body = Optional.empty();
    attempts.add(new Attempt(client, gateway, request, key, nanos(from), nanos(to), told));
    return this;
  }

  private static Attest attest(String applicant, int day, String rulePack) {
    return new Attest(WITNESS, id(applicant), day(day), rulePack);
  }
}
