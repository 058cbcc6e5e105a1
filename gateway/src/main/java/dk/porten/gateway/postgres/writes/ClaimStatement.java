package dk.porten.gateway.postgres.writes;

import dk.porten.core.userid.UserId;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.UserIdLedger.ClaimOutcome;
import dk.porten.gateway.postgres.writes.ClaimStatement.Call;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The claim of a hold. */
final class ClaimStatement implements WriteStatement<Call, ClaimOutcome> {

  record Call(UUID holdId, Author author) {}

  private static final String ONE =
      """
      SELECT user_id, claimed_at
      FROM claim_user_id($1::text, $2::text, $3::text, $4::uuid)
      """;

  private static final String MANY =
      """
      SELECT user_id, claimed_at
      FROM claim_user_ids($1::text[], $2::text[], $3::text[], $4::uuid[])
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
    Author author = call.author;
    return Tuple.of(author.client(), author.subject(), author.requestId(), call.holdId);
  }

  @Override
  public Tuple values(List<Call> many) {
    return new Columns<>(many)
        .texts(call -> call.author.client())
        .texts(call -> call.author.subject())
        .texts(call -> call.author.requestId())
        .add(UUID[]::new, Call::holdId)
        .values();
  }

  @Override
  public List<Object> exclusive(Call call) {
    return List.of(call.holdId);
  }

  @Override
  public ClaimOutcome read(@Nullable Row row) {
    if (row == null || row.getValue(0) == null) {
      return new ClaimOutcome.NotFound();
    }
    return row.getValue(1) == null
        ? new ClaimOutcome.Expired()
        : new ClaimOutcome.Claimed(
            UserId.recorded(row.getString(0)), row.getOffsetDateTime(1).toInstant());
  }
}
