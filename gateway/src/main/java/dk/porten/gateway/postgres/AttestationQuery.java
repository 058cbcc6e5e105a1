package dk.porten.gateway.postgres;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.PersonHash;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks for the attestations of witnesses that count (W4, W6), the latest of each. */
final class AttestationQuery implements Query<PersonHash, AttestationFact> {

  /** More than one person gives in a lifetime; the limit keeps a wrong record from flooding us. */
  static final String SQL =
      """
      SELECT asked.ordinal, a.attested_on, a.applicant
      FROM unnest($1::bytea[]) WITH ORDINALITY AS asked (witness, ordinal)
      CROSS JOIN LATERAL (
        SELECT attested_on, applicant
        FROM attestation
        WHERE witness = asked.witness AND voided_at IS NULL
        ORDER BY attested_on DESC
        LIMIT 1000
      ) AS a
      ORDER BY asked.ordinal, a.attested_on
      """;

  private final Pool pool;

  AttestationQuery(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<Map<PersonHash, AttestationFact>> find(List<PersonHash> keys) {
    Buffer[] hashes = keys.stream().map(key -> Buffer.buffer(key.bytes())).toArray(Buffer[]::new);
    return pool.preparedQuery(SQL)
        .execute(Tuple.of(hashes))
        .map(
            rows -> {
              List<List<Attestation>> found = new ArrayList<>();
              keys.forEach(key -> found.add(new ArrayList<>()));
              for (Row row : rows) {
                PersonHash applicant = PersonHash.of(row.getBuffer(2).getBytes());
                found
                    .get((int) (row.getLong(0) - 1))
                    .add(new Attestation(row.getLocalDate(1), applicant));
              }
              Map<PersonHash, AttestationFact> facts = new HashMap<>();
              for (int i = 0; i < keys.size(); i++) {
                facts.put(keys.get(i), new AttestationFact(found.get(i)));
              }
              return facts;
            });
  }
}
