package dk.porten.gateway.postgres;

import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks which user IDs are taken, and until when (U7). */
final class UserIdQuery implements Query<UserId, UserIdFact> {

  static final String SQL =
      """
      SELECT user_id, free_from
      FROM taken_user_id
      WHERE user_id = ANY ($1::text[]) AND (free_from IS NULL OR free_from > now())
      """;

  private final Pool pool;

  UserIdQuery(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<Map<UserId, UserIdFact>> find(List<UserId> keys) {
    String[] canonical = keys.stream().map(UserId::canonical).toArray(String[]::new);
    return pool.preparedQuery(SQL)
        .execute(Tuple.of(canonical))
        .map(
            rows -> {
              Map<UserId, UserIdFact> facts = new HashMap<>();
              keys.forEach(key -> facts.put(key, UserIdFact.NOBODYS));
              for (Row row : rows) {
                facts.put(UserId.recorded(row.getString(0)), new UserIdFact(takenUntil(row)));
              }
              return facts;
            });
  }

  private static Instant takenUntil(Row row) {
    OffsetDateTime freeFrom = row.getOffsetDateTime(1);
    return freeFrom == null ? Instant.MAX : freeFrom.toInstant();
  }
}
