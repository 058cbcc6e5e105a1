package dk.porten.gateway.http.userid;

import dk.porten.core.userid.UserIdDecision;
import dk.porten.core.userid.UserIdForm;
import dk.porten.core.userid.UserIdForm.WellFormed;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.JsonWriter;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.http.question.Pieces;
import dk.porten.gateway.http.userid.UserIdLookup.Found;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer about many user IDs. First all are looked up, so that lookups which the database has
 * to answer share queries and nothing fails halfway; then what became of each is written. A
 * malformed one is judged again when it is written: to hold its violations until then would take a
 * hundred times as much memory as the question.
 */
final class UserIdBatchAnswer implements Pieces {

  private final List<String> texts;
  private final Judge<UserIdDecision> judge;
  private final Instant asOf;
  private final Asked asked;
  private final UserIdLookup lookup;

  /** The texts as they were judged so far; null for those that are malformed. */
  private final List<@Nullable UserIdForm> judged;

  /** What became of those that are not; null before all are looked up. */
  private @Nullable Iterator<Found> found;

  private boolean isBegun;
  private int written;

  /**
   * @param asOf the moment up to which the directory was complete before anything is looked up
   */
  UserIdBatchAnswer(
      List<String> texts,
      Judge<UserIdDecision> judge,
      Instant asOf,
      Asked asked,
      UserIdLookup lookup) {
    this.texts = texts;
    this.judge = judge;
    this.asOf = asOf;
    this.asked = asked;
    this.lookup = lookup;
    this.judged = new ArrayList<>(texts.size());
  }

  @Override
  public Future<Boolean> goOn(Buffer made, BooleanSupplier isEnough) {
    while (judged.size() < texts.size()) {
      if (isEnough.getAsBoolean()) {
        return Future.succeededFuture(false);
      }
      UserIdForm form = judge(judged.size());
      judged.add(form instanceof WellFormed ? form : null);
    }
    if (found == null) {
      List<UserIdForm> wellFormed = judged.stream().filter(Objects::nonNull).toList();
      return lookup
          .findAll(wellFormed, asked.account(), asOf, judge.rulePack())
          .map(
              all -> {
                found = all.iterator();
                return false;
              });
    }
    return Future.succeededFuture(write(found, made, isEnough));
  }

  private UserIdForm judge(int index) {
    return judge.decision().decide(texts.get(index));
  }

  /** Writes what comes next; returns whether that is the end. */
  private boolean write(Iterator<Found> found, Buffer made, BooleanSupplier isEnough) {
    if (!isBegun) {
      isBegun = true;
      made.appendString("{\"results\":[");
    }
    for (; written < texts.size(); written++) {
      if (isEnough.getAsBoolean()) {
        return false;
      }
      if (written > 0) {
        made.appendByte((byte) ',');
      }
      Found next =
          judged.get(written) != null
              ? found.next()
              : UserIdLookup.invalid(judge(written), asOf, judge.rulePack());
      made.appendBuffer(JsonAnswer.encode(json -> write(next, json)));
    }
    made.appendBuffer(JsonAnswer.encode(this::writeRest));
    return true;
  }

  private void write(Found one, JsonWriter json) {
    json.writeStartObject();
    lookup.writeVerdict(one, UserIdBatchCheck.MAX_VIOLATIONS, asked.language(), json);
    json.writeEndObject();
  }

  private void writeRest(JsonWriter json) {
    json.writeEndArray();
    json.writeCodeField("asOf", Moments.format(asOf));
    json.writeCodeField("rulePack", judge.rulePack());
    json.writeEndObject();
  }
}
