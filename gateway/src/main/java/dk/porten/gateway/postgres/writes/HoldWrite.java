package dk.porten.gateway.postgres.writes;

import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.UserIdLedger.HoldAnswers;
import dk.porten.gateway.ledger.UserIdLedger.NewHold;
import dk.porten.gateway.postgres.writes.HoldWrite.Asked;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The hold of a user ID. */
final class HoldWrite implements Write<Asked, KeptAnswer> {

  record Asked(
      NewHold hold, Buffer userIdHash, HoldAnswers answers, IdempotencyKey key, Author author) {

    int seconds() {
      return (int) hold.duration().toSeconds();
    }
  }

  private static final String ONE =
      """
      SELECT status, body, is_replay, has_same_body
      FROM hold_user_id(
        $1::text, $2::text, $3::text, $4::text, $5::text, $6::bytea,
        $7::uuid, $8::text, $9::bytea, $10::integer, $11::bytea, $12::bytea, $13::bytea)
      """;

  private static final String MANY =
      """
      SELECT status, body, is_replay, has_same_body
      FROM hold_user_ids(
        $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[],
        $7::uuid[], $8::text[], $9::bytea[], $10::integer[],
        $11::bytea[], $12::bytea[], $13::bytea[])
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
  public Tuple values(Asked asked) {
    return Tuple.tuple()
        .addString(asked.author.client())
        .addString(asked.author.subject())
        .addString(asked.author.requestId())
        .addString(asked.key.path())
        .addString(asked.key.key())
        .addBuffer(asked.key.bodyDigest())
        .addUUID(asked.hold.holdId())
        .addString(asked.hold.userId().canonical())
        .addBuffer(asked.userIdHash)
        .addInteger(asked.seconds())
        .addBuffer(asked.answers.beforeExpiry())
        .addBuffer(asked.answers.afterExpiry())
        .addBuffer(asked.answers.taken());
  }

  @Override
  public Tuple values(List<Asked> many) {
    return new Columns<>(many)
        .texts(asked -> asked.author.client())
        .texts(asked -> asked.author.subject())
        .texts(asked -> asked.author.requestId())
        .texts(asked -> asked.key.path())
        .texts(asked -> asked.key.key())
        .bytes(asked -> asked.key.bodyDigest())
        .add(UUID[]::new, asked -> asked.hold.holdId())
        .texts(asked -> asked.hold.userId().canonical())
        .bytes(asked -> asked.userIdHash)
        .add(Integer[]::new, Asked::seconds)
        .bytes(asked -> asked.answers.beforeExpiry())
        .bytes(asked -> asked.answers.afterExpiry())
        .bytes(asked -> asked.answers.taken())
        .values();
  }

  @Override
  public List<Object> exclusive(Asked asked) {
    return List.of(KeyName.of(asked.key), asked.hold.userId());
  }

  @Override
  public KeptAnswer read(@Nullable Row row) {
    return answer(Objects.requireNonNull(row));
  }

  /** Reads the four columns with which every write under a key is answered. */
  static KeptAnswer answer(Row row) {
    if (!row.getBoolean(3)) {
      return new KeptAnswer.KeyReused();
    }
    Buffer body = row.getBuffer(1);
    return body.length() == 0
        ? new KeptAnswer.Erased()
        : new KeptAnswer.Answered(row.getShort(0), body, row.getBoolean(2));
  }
}
