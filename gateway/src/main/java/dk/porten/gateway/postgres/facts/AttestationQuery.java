package dk.porten.gateway.postgres.facts;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.postgres.connection.Lane;
import dk.porten.gateway.postgres.gathering.Query;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
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
      WHERE require_person_key()
      ORDER BY asked.ordinal, a.attested_on
      """;

  private final Lane lane;

  AttestationQuery(Lane lane) {
    this.lane = lane;
  }

  @Override
  public Future<List<AttestationFact>> ask(List<PersonHash> witnesses) {
    Buffer[] hashes = new Buffer[witnesses.size()];
    Arrays.setAll(hashes, i -> Buffer.buffer(witnesses.get(i).bytes()));
    return lane.ask(SQL, Tuple.of(hashes)).map(rows -> facts(rows, hashes.length));
  }

  private static List<AttestationFact> facts(RowSet<Row> rows, int witnesses) {
    Map<Integer, List<Attestation>> found = new HashMap<>();
    for (Row row : rows) {
      found
          .computeIfAbsent((int) (row.getLong(0) - 1), witness -> new ArrayList<>())
          .add(new Attestation(row.getLocalDate(1), PersonHash.of(row.getBuffer(2).getBytes())));
    }
    List<AttestationFact> facts = new ArrayList<>(witnesses);
    for (int i = 0; i < witnesses; i++) {
      facts.add(new AttestationFact(found.getOrDefault(i, List.of())));
    }
    return facts;
  }
}
