package dk.porten.gateway.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One run: lines in, attestations into the database, rejected lines into their file. A rejected
 * line's number is written in the order of batches, those that cannot be judged before the others
 * of their batch.
 */
final class AttestationImport {

  /** Few enough that who records for one of their witnesses meanwhile hardly waits. */
  static final int BATCH_ROWS = 500;

  private final LineReader lines;
  private final AttestationRowReader reader;
  private final AttestationStore store;
  private final RejectFile rejects;
  private final Progress progress;
  private long read;
  private long imported;
  private long rejected;

  AttestationImport(
      LineReader lines,
      AttestationRowReader reader,
      AttestationStore store,
      RejectFile rejects,
      Progress progress) {
    this.lines = lines;
    this.reader = reader;
    this.store = store;
    this.rejects = rejects;
    this.progress = progress;
  }

  /** Reads to the end, past the header; holds one batch. */
  Tally run() throws IOException, ImportFailed {
    var batch = new ArrayList<AttestationRow>(BATCH_ROWS);
    for (InputLine line = lines.next(); line != null; line = lines.next()) {
      read++;
      take(line, batch);
      if (batch.size() == BATCH_ROWS) {
        record(batch);
      }
    }
    record(batch);
    return new Tally(read, imported, read - rejected - imported, rejected);
  }

  private void take(InputLine line, List<AttestationRow> batch) throws IOException {
    long lineNumber = lines.lineNumber();
    if (line instanceof InputLine.Text text) {
      try {
        batch.add(reader.read(lineNumber, text.text()));
      } catch (RejectedRow row) {
        reject(lineNumber, row.fault().code());
      }
    } else {
      reject(lineNumber, ((InputLine.Fault) line).code());
    }
  }

  private void record(List<AttestationRow> batch) throws IOException, ImportFailed {
    imported +=
        AttestationBatch.record(
            store, batch, (lineNumber, fault) -> reject(lineNumber, fault.code()));
    batch.clear();
    rejects.flush();
    progress.reached(read, lines.bytesTaken());
  }

  private void reject(long lineNumber, String code) throws IOException {
    rejected++;
    rejects.write(lineNumber, List.of(code));
  }
}
