package dk.porten.gateway.postgres;

import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks which user IDs are taken (U7). */
final class UserIdQuery implements Query<UserId, UserIdFact> {

  static final String SQL =
      """
      SELECT user_id
      FROM taken_user_id
      WHERE user_id = ANY ($1::text[]) AND (free_from IS NULL OR free_from > now())
      """;

  private final Pool pool;
  private final Clock clock;

  UserIdQuery(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  @Override
  public Future<Map<UserId, UserIdFact>> find(List<UserId> keys) {
    String[] canonical = keys.stream().map(UserId::canonical).toArray(String[]::new);
    Instant sentAt = clock.instant();
    return pool.preparedQuery(SQL)
        .execute(Tuple.of(canonical))
        .map(
            rows -> {
              Set<String> taken = new HashSet<>();
              for (Row row : rows) {
                taken.add(row.getString(0));
              }
              Map<UserId, UserIdFact> facts = new HashMap<>();
              for (UserId key : keys) {
                facts.put(key, new UserIdFact(taken.contains(key.canonical()), sentAt));
              }
              return facts;
            });
  }
}
