package dk.porten.gateway.postgres.facts;

import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.UserId;
import dk.porten.gateway.postgres.connection.Lane;
import dk.porten.gateway.postgres.gathering.Query;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
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

  private final Lane lane;

  UserIdQuery(Lane lane) {
    this.lane = lane;
  }

  @Override
  public Future<List<UserIdFact>> ask(List<UserId> userIds) {
    String[] canonical = userIds.stream().map(UserId::canonical).toArray(String[]::new);
    return lane.ask(SQL, Tuple.of(canonical))
        .map(
            rows -> {
              Map<String, UserIdFact> taken = new HashMap<>();
              for (Row row : rows) {
                taken.put(row.getString(0), new UserIdFact(takenUntil(row)));
              }
              return Arrays.stream(canonical)
                  .map(id -> taken.getOrDefault(id, UserIdFact.NOBODYS))
                  .toList();
            });
  }

  private static Instant takenUntil(Row row) {
    OffsetDateTime freeFrom = row.getOffsetDateTime(1);
    return freeFrom == null ? Instant.MAX : freeFrom.toInstant();
  }
}
