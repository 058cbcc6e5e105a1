package dk.porten.gateway.postgres.writes;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.ledger.AttestationLedger.Entry;
import dk.porten.gateway.ledger.AttestationLedger.History;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What the database has on record of a witness: attestations that count, and void ones. */
final class AttestationHistory {

  static final String SQL =
      """
      (
        SELECT attestation_id, attested_on, recorded_at, recorded_by, rule_pack,
          voided_at, voided_by, void_reason, applicant, erased_at
        FROM attestation
        WHERE witness = $1::bytea AND voided_at IS NULL AND require_person_key()
        ORDER BY attested_on DESC
        LIMIT 1000
      )
      UNION ALL
      (
        SELECT attestation_id, attested_on, recorded_at, recorded_by, rule_pack,
          voided_at, voided_by, void_reason, applicant, erased_at
        FROM attestation
        WHERE witness = $1::bytea AND voided_at IS NOT NULL AND require_person_key()
        ORDER BY attested_on DESC
        LIMIT 1000
      )
      LIMIT 1000
      """;

  private static final Comparator<Entry> BY_DAY =
      Comparator.comparing(Entry::on).thenComparing(Entry::recordedAt);

  private AttestationHistory() {}

  /** Reads what {@link #SQL} returns. */
  static History read(RowSet<Row> rows) {
    var entries = new ArrayList<Entry>(rows.size());
    var erasedDays = new ArrayList<LocalDate>();
    var counting = new ArrayList<Attestation>();
    for (Row row : rows) {
      LocalDate on = row.getLocalDate("attested_on");
      if (row.getValue("erased_at") == null) {
        entries.add(entry(row));
      } else {
        erasedDays.add(on);
      }
      if (row.getValue("voided_at") == null) {
        counting.add(new Attestation(on, PersonHash.of(row.getBuffer("applicant").getBytes())));
      }
    }
    entries.sort(BY_DAY);
    erasedDays.sort(Comparator.naturalOrder());
    counting.sort(Comparator.comparing(Attestation::on));
    return new History(entries, erasedDays, new AttestationFact(counting));
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getUUID("attestation_id"),
        row.getLocalDate("attested_on"),
        row.getOffsetDateTime("recorded_at").toInstant(),
        row.getString("recorded_by"),
        row.getString("rule_pack"),
        instant(row.getOffsetDateTime("voided_at")),
        row.getString("voided_by"),
        row.getString("void_reason"));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime moment) {
    return moment == null ? null : moment.toInstant();
  }
}
