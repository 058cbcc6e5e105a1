package dk.porten.gateway.http.userid;

import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.core.fact.FactsUnavailableException.Reason;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.pack.Language;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdForm;
import dk.porten.core.userid.UserIdForm.Malformed;
import dk.porten.core.userid.UserIdForm.WellFormed;
import dk.porten.core.userid.UserIdVerdict;
import dk.porten.core.userid.Violation;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.JsonWriter;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Messages;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/** Looks well-formed user IDs up and writes what became of them: the same for one and for many. */
public final class UserIdLookup {

  /**
   * What became of one user ID, and by which rules.
   *
   * @param asOf the moment up to which the verdict is known to be right
   */
  public record Found(UserIdForm form, UserIdVerdict verdict, Instant asOf, String rulePack) {}

  /** The members {@code verdict} and {@code violations} where there are none, encoded once. */
  private static final Map<UserIdVerdict, byte[]> WITHOUT_VIOLATIONS = withoutViolations();

  private final Facts facts;
  private final Messages messages;
  private final GatewayMetrics metrics;

  public UserIdLookup(Facts facts, Messages messages, GatewayMetrics metrics) {
    this.facts = facts;
    this.messages = messages;
    this.metrics = metrics;
  }

  /**
   * Finds the verdict on a text that the rules have judged (U7, U8); at once if memory knows.
   *
   * @param account in which a user ID counts as asked about
   * @param asOf the moment up to which the directory was complete before this was asked
   * @param rulePack by which it was judged
   */
  public Future<Found> find(UserIdForm form, ClientAccount account, Instant asOf, String rulePack) {
    if (form instanceof WellFormed wellFormed) {
      long key = facts.userIds().key(wellFormed.userId());
      Instant now = facts.clock().instant();
      boolean isNew = account.ask(wellFormed.userId(), key, now);
      Future<Found> found = find(wellFormed, key, now, asOf, rulePack);
      return isNew ? answered(found, account) : found;
    }
    return Future.succeededFuture(invalid(form, asOf, rulePack));
  }

  /** Returns what became of a malformed one, which is not looked up. */
  static Found invalid(UserIdForm malformed, Instant asOf, String rulePack) {
    return new Found(malformed, UserIdVerdict.INVALID, asOf, rulePack);
  }

  /** Finds the verdicts on several texts, or none if there is no room for all in the account. */
  public Future<List<Found>> findAll(
      List<UserIdForm> forms, ClientAccount account, Instant asOf, String rulePack) {
    var userIds = new ArrayList<UserId>(forms.size());
    for (UserIdForm form : forms) {
      if (form instanceof WellFormed wellFormed) {
        userIds.add(wellFormed.userId());
      }
    }
    Instant now = facts.clock().instant();
    var keys = new long[userIds.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = facts.userIds().key(userIds.get(i));
    }
    BitSet isNew = account.askAll(userIds, keys, now);
    var found = new ArrayList<Future<Found>>(forms.size());
    int place = 0;
    for (UserIdForm form : forms) {
      if (form instanceof WellFormed wellFormed) {
        Future<Found> one = find(wellFormed, keys[place], now, asOf, rulePack);
        found.add(isNew.get(place) ? answered(one, account) : one);
        place++;
      } else {
        found.add(Future.succeededFuture(invalid(form, asOf, rulePack)));
      }
    }
    return Future.all(found).map(all -> all.<Found>list());
  }

  private Future<Found> find(
      WellFormed form, long key, Instant now, Instant asOf, String rulePack) {
    UserIdFact held = facts.userIds().held(form.userId(), key);
    return held == null
        ? ask(form, asOf, rulePack)
        : Future.succeededFuture(new Found(form, verdict(held, now, asOf), asOf, rulePack));
  }

  private static Future<Found> answered(Future<Found> found, ClientAccount account) {
    return found.onSuccess(one -> account.answered(one.verdict == UserIdVerdict.TAKEN));
  }

  /** The verdict is {@code unknown} if the directory is out of reach. */
  private Future<Found> ask(WellFormed form, Instant asOf, String rulePack) {
    return Facts.onThisLoop(facts.userIds().find(form.userId()))
        .map(fact -> verdict(fact, facts.clock().instant(), asOf))
        .recover(UserIdLookup::unknown)
        .map(verdict -> new Found(form, verdict, asOf, rulePack));
  }

  /** Says whether a user ID is surely free, without asking the database. */
  boolean isFree(UserId userId, Instant asOf) {
    UserIdFact held = facts.userIds().held(userId);
    return held != null && verdict(held, facts.clock().instant(), asOf) == UserIdVerdict.AVAILABLE;
  }

  private UserIdVerdict verdict(UserIdFact fact, Instant now, Instant asOf) {
    return UserIdVerdict.decide(fact, now, asOf, facts.maxStaleness());
  }

  private static Future<UserIdVerdict> unknown(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof FactsUnavailableException unavailable
            && unavailable.reason() == Reason.OUT_OF_REACH
        ? Future.succeededFuture(UserIdVerdict.UNKNOWN)
        : Future.failedFuture(failure);
  }

  /**
   * Writes the answer about one user ID.
   *
   * @param maxViolations how many violations are told
   */
  public void write(Found found, int maxViolations, Language language, JsonWriter json) {
    json.writeStartObject();
    writeMembers(found, maxViolations, language, json);
    json.writeEndObject();
  }

  /** Writes its members. */
  void writeMembers(Found found, int maxViolations, Language language, JsonWriter json) {
    writeVerdict(found, maxViolations, language, json);
    json.writeCodeField("asOf", Moments.format(found.asOf));
    json.writeCodeField("rulePack", found.rulePack);
  }

  /**
   * Writes the members {@code userId}, {@code verdict} and {@code violations}.
   *
   * @param maxViolations how many violations are told
   */
  void writeVerdict(Found found, int maxViolations, Language language, JsonWriter json) {
    json.writeStringField("userId", found.form.canonical());
    if (found.form instanceof Malformed malformed) {
      json.writeCodeField("verdict", found.verdict.code());
      List<Violation> violations = malformed.violations();
      writeViolations(
          violations.subList(0, Math.min(maxViolations, violations.size())), language, json);
    } else {
      json.writeEncoded(Objects.requireNonNull(WITHOUT_VIOLATIONS.get(found.verdict)));
    }
  }

  /** Writes the member {@code violations}. */
  void writeViolations(List<Violation> violations, Language language, JsonWriter json) {
    json.writeArrayFieldStart("violations");
    for (Violation violation : violations) {
      metrics.reason(violation.code());
      json.writeStartObject();
      json.writeStringField("code", violation.code().code());
      if (violation.index() != null) {
        json.writeNumberField("index", violation.index());
      }
      json.writeEncoded(messages.of(violation.code(), language));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static Map<UserIdVerdict, byte[]> withoutViolations() {
    var encoded = new EnumMap<UserIdVerdict, byte[]>(UserIdVerdict.class);
    for (UserIdVerdict verdict : UserIdVerdict.values()) {
      encoded.put(
          verdict,
          JsonAnswer.encoded(
              json -> {
                json.writeCodeField("verdict", verdict.code());
                json.writeArrayFieldStart("violations");
                json.writeEndArray();
              }));
    }
    return encoded;
  }
}
