package dk.porten.gateway.upkeep;

import dk.porten.core.PackChoice;
import dk.porten.core.PackShelf;
import dk.porten.core.pack.WitnessRules;
import dk.porten.core.pack.WitnessRules.CountBy;
import dk.porten.core.pack.WitnessRules.Quota;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Goes through what was recorded of each witness, in the order of the audit, and asks of each
 * attestation whether it kept the quota then (W4). Counts by a plain reading of the clause, apart
 * from the code that decides.
 */
final class QuotaAudit {

  private static final int FETCH_ROWS = 10_000;

  /** Within a witness the audit is in the order of the lock under which it was written. */
  private static final String EVENTS =
      """
      SELECT a.witness, a.attestation_id, a.attested_on, a.applicant, a.rule_pack,
        r.action = 'attestation-recorded' AS is_recorded
      FROM attestation AS a
      JOIN audit_record AS r ON r.attestation_id = a.attestation_id
      ORDER BY a.witness, r.record_id
      """;

  private record Given(LocalDate on, ByteBuffer applicant) {}

  private final Connection connection;
  private final PackShelf shelf;
  private final PrintWriter out;
  private final Map<String, Optional<Quota>> quotas = new HashMap<>();
  private final Map<UUID, Given> counting = new HashMap<>();
  private @Nullable ByteBuffer witness;
  private long above;
  private long unruled;

  QuotaAudit(Connection connection, PackShelf shelf, PrintWriter out) {
    this.connection = connection;
    this.shelf = shelf;
    this.out = out;
  }

  /** Tells how many attestations are above their quota; returns that number. */
  long check() throws SQLException {
    try (PreparedStatement events = connection.prepareStatement(EVENTS)) {
      events.setFetchSize(FETCH_ROWS);
      try (ResultSet event = events.executeQuery()) {
        while (event.next()) {
          take(event);
        }
      }
    }
    out.println("attestation above its quota: " + above);
    out.println("attestation of a rule pack that is not here (not checked): " + unruled);
    return above;
  }

  private void take(ResultSet event) throws SQLException {
    ByteBuffer of = ByteBuffer.wrap(event.getBytes("witness"));
    if (!of.equals(witness)) {
      witness = of;
      counting.clear();
    }
    UUID id = event.getObject("attestation_id", UUID.class);
    if (!event.getBoolean("is_recorded")) {
      counting.remove(id);
      return;
    }
    LocalDate on = event.getObject("attested_on", LocalDate.class);
    counting.put(id, new Given(on, ByteBuffer.wrap(event.getBytes("applicant"))));
    Optional<Quota> quota = quotas.computeIfAbsent(event.getString("rule_pack"), this::quota);
    if (quota.isEmpty()) {
      unruled++;
    } else if (fullest(on, quota.get()) > quota.get().limit()) {
      above++;
    }
  }

  /** Returns what the fullest window that contains the day holds; every window is tried. */
  private long fullest(LocalDate on, Quota quota) {
    return Stream.iterate(on, day -> day.minusDays(1))
        .limit(quota.windowDays())
        .mapToLong(start -> count(start, quota))
        .max()
        .orElse(0);
  }

  private long count(LocalDate start, Quota quota) {
    LocalDate end = start.plusDays(quota.windowDays());
    Stream<Given> window =
        counting.values().stream().filter(g -> !g.on.isBefore(start) && g.on.isBefore(end));
    return quota.countBy() == CountBy.EVENTS
        ? window.count()
        : window.map(Given::applicant).distinct().count();
  }

  private Optional<Quota> quota(String rulePack) {
    return shelf.choose(rulePack, null, Instant.EPOCH) instanceof PackChoice.Found found
        ? Optional.ofNullable(found.pack().pack().witness()).map(WitnessRules::quota)
        : Optional.empty();
  }
}
