package dk.porten.gateway.load;

import dk.porten.gateway.wiring.Store;
import java.io.IOException;

/** What is done with the lines of a source. */
interface Import {

  /** Reads to the end and writes into the database. */
  Tally run(LineReader lines, RejectFile rejects, Progress progress, Store store)
      throws IOException, ImportFailed;
}
