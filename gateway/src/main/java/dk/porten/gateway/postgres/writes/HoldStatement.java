package dk.porten.gateway.postgres.writes;

import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.HoldOutcome;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.UserIdLedger.HoldAnswers;
import dk.porten.gateway.ledger.UserIdLedger.NewHold;
import dk.porten.gateway.postgres.writes.HoldStatement.Call;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The hold of a user ID. */
final class HoldStatement implements WriteStatement<Call, KeptAnswer<HoldOutcome>> {

  record Call(
      NewHold hold, Buffer userIdHash, HoldAnswers answers, IdempotencyKey key, Author author) {

    int seconds() {
      return (int) hold.duration().toSeconds();
    }
  }

  /** The outcome that the database cannot find. */
  static final String MALFORMED = "malformed";

  private static final String ONE =
      """
      SELECT outcome, answer, is_replay, has_same_body, until
      FROM hold_user_id(
        $1::text, $2::text, $3::text, $4::text, $5::text, $6::bytea,
        $7::uuid, $8::text, $9::bytea, $10::integer, $11::bytea, $12::bytea)
      """;

  private static final String MANY =
      """
      SELECT outcome, answer, is_replay, has_same_body, until
      FROM hold_user_ids(
        $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[],
        $7::uuid[], $8::text[], $9::bytea[], $10::integer[], $11::bytea[], $12::bytea[])
      """;

  @Override
  public String one() {
    return ONE;
  }

  @Override
  public String many() {
    return MANY;
  }

  @Override
  public Tuple values(Call call) {
    return Tuple.tuple()
        .addString(call.author.client())
        .addString(call.author.subject())
        .addString(call.author.requestId())
        .addString(call.key.path())
        .addString(call.key.key())
        .addBuffer(call.key.bodyDigest())
        .addUUID(call.hold.holdId())
        .addString(call.hold.userId().canonical())
        .addBuffer(call.userIdHash)
        .addInteger(call.seconds())
        .addBuffer(call.answers.held())
        .addBuffer(call.answers.taken());
  }

  @Override
  public Tuple values(List<Call> many) {
    return new Columns<>(many)
        .texts(call -> call.author.client())
        .texts(call -> call.author.subject())
        .texts(call -> call.author.requestId())
        .texts(call -> call.key.path())
        .texts(call -> call.key.key())
        .bytes(call -> call.key.bodyDigest())
        .add(UUID[]::new, call -> call.hold.holdId())
        .texts(call -> call.hold.userId().canonical())
        .bytes(call -> call.userIdHash)
        .add(Integer[]::new, Call::seconds)
        .bytes(call -> call.answers.held())
        .bytes(call -> call.answers.taken())
        .values();
  }

  @Override
  public List<Object> exclusive(Call call) {
    return List.of(KeyName.of(call.key), call.hold.userId());
  }

  @Override
  public KeptAnswer<HoldOutcome> read(@Nullable Row row) {
    return answer(Objects.requireNonNull(row));
  }

  /** Reads the answer to a request to hold a user ID, well-formed or not. */
  static KeptAnswer<HoldOutcome> answer(Row row) {
    return KeptRow.read(row, HoldStatement::outcome);
  }

  private static HoldOutcome outcome(String outcome, Row row) {
    return switch (outcome) {
      case "held" ->
          new HoldOutcome.Held(row.getOffsetDateTime(KeptRow.UNTIL_OR_COUNTING).toInstant());
      case "taken" -> new HoldOutcome.Taken();
      case MALFORMED -> new HoldOutcome.Malformed();
      default -> throw new IllegalStateException("No outcome of a hold: " + outcome);
    };
  }
}
