package dk.porten.gateway.load;

import dk.porten.core.userid.UserIdDecision;
import dk.porten.core.userid.UserIdForm;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One run: lines in, user IDs into the directory, rejected lines into their file. */
final class UserIdImport {

  /** A power of two, less one. */
  private static final int PROGRESS_MASK = 0x3FF;

  private final LineReader lines;
  private final UserIdDecision decision;
  private final RejectFile rejects;
  private final Pipeline pipeline;
  private final Progress progress;
  private long read;
  private long rejected;

  UserIdImport(
      LineReader lines,
      UserIdDecision decision,
      RejectFile rejects,
      Pipeline pipeline,
      Progress progress) {
    this.lines = lines;
    this.decision = decision;
    this.rejects = rejects;
    this.pipeline = pipeline;
    this.progress = progress;
  }

  /** Reads to the end; holds one batch besides those that are being written. */
  Tally run() throws IOException, ImportFailed {
    var batch = new Batch();
    for (InputLine line = lines.next(); line != null; line = lines.next()) {
      read++;
      take(line, batch);
      if ((read & PROGRESS_MASK) == 0) {
        progress.reached(read, lines.bytesTaken());
      }
      if (batch.isFull()) {
        rejects.flush();
        pipeline.hand(batch);
        batch = new Batch();
      }
    }
    pipeline.hand(batch);
    long imported = pipeline.finish();
    progress.reached(read, lines.bytesTaken());
    return new Tally(read, imported, read - rejected - imported, rejected);
  }

  private void take(InputLine line, Batch batch) throws IOException {
    if (line instanceof InputLine.Text text) {
      judge(decision.decide(text.text()), batch);
    } else {
      reject(List.of(((InputLine.Fault) line).code()));
    }
  }

  private void judge(UserIdForm form, Batch batch) throws IOException {
    if (form instanceof UserIdForm.Malformed malformed) {
      Set<String> codes = new LinkedHashSet<>();
      malformed.violations().forEach(violation -> codes.add(violation.code().code()));
      reject(List.copyOf(codes));
    } else {
      batch.add(form.canonical());
    }
  }

  private void reject(List<String> codes) throws IOException {
    rejected++;
    rejects.write(lines.lineNumber(), codes);
  }
}
