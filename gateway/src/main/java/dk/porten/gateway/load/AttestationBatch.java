package dk.porten.gateway.load;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.load.AttestationStore.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Rows that are judged in the order of the file and recorded in one transaction, while nobody else
 * records for their witnesses.
 */
final class AttestationBatch {

  private final Set<PersonHash> erased;
  private final Map<PersonHash, Content> imported;
  private final Map<PersonHash, List<Attestation>> counting;
  private final List<AttestationRow> accepted = new ArrayList<>();

  private AttestationBatch(AttestationStore store, List<AttestationRow> rows) throws ImportFailed {
    Set<PersonHash> witnesses = distinct(rows, AttestationRow::witness);
    Set<PersonHash> sources = distinct(rows, AttestationRow::source);
    store.lock(witnesses);
    erased = store.erased(sources);
    imported = store.imported(sources);
    counting = store.counting(witnesses);
  }

  /** What is told of a rejected row. */
  interface Rejection {
    void reject(long lineNumber, RowFault fault) throws IOException;
  }

  /** Records what the quota has a place for; returns how many that were. */
  static int record(AttestationStore store, List<AttestationRow> rows, Rejection rejection)
      throws ImportFailed, IOException {
    var batch = new AttestationBatch(store, rows);
    for (AttestationRow row : rows) {
      Optional<RowFault> fault = batch.judge(row);
      if (fault.isPresent()) {
        rejection.reject(row.lineNumber(), fault.get());
      }
    }
    store.add(batch.accepted);
    return batch.accepted.size();
  }

  private Optional<RowFault> judge(AttestationRow row) {
    if (erased.contains(row.source())) {
      return Optional.of(RowFault.ERASED);
    }
    Content before = imported.get(row.source());
    if (before != null) {
      return before.equals(Content.of(row))
          ? Optional.empty()
          : Optional.of(RowFault.SOURCE_ID_REUSED);
    }
    List<Attestation> others = Objects.requireNonNull(counting.get(row.witness()));
    if (others.size() >= AttestationStore.MAX_COUNTING) {
      return Optional.of(RowFault.TOO_MANY_ATTESTATIONS);
    }
    if (!row.decision().keepsQuota(row.on(), row.applicant(), new AttestationFact(others))) {
      return Optional.of(RowFault.QUOTA_EXHAUSTED);
    }
    imported.put(row.source(), Content.of(row));
    others.add(new Attestation(row.on(), row.applicant().hash()));
    accepted.add(row);
    return Optional.empty();
  }

  private static Set<PersonHash> distinct(
      List<AttestationRow> rows, Function<AttestationRow, PersonHash> part) {
    return rows.stream().map(part).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
