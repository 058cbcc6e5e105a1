package dk.porten.gateway.load;

import dk.porten.core.PackShelf;
import dk.porten.core.pack.InvalidPackException;
import dk.porten.gateway.wiring.Configuration;
import dk.porten.gateway.wiring.Packs;
import dk.porten.gateway.wiring.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** A run from the command line: opens what an import needs, and tells how it went. */
final class ImportRun {

  private final Configuration configuration;
  private final PackShelf shelf;
  private final PrintWriter out;
  private final PrintWriter err;

  private ImportRun(
      Configuration configuration, PackShelf shelf, PrintWriter out, PrintWriter err) {
    this.configuration = configuration;
    this.shelf = shelf;
    this.out = out;
    this.err = err;
  }

  /** Reads configuration and rules; throws if they are refused. */
  static ImportRun prepare(Surroundings surroundings, PrintWriter out, PrintWriter err)
      throws InvalidPackException {
    Configuration configuration = Configuration.read(surroundings.environment());
    return new ImportRun(configuration, new PackShelf(Packs.of(configuration)), out, err);
  }

  /** Returns the rules. */
  PackShelf shelf() {
    return shelf;
  }

  /** Imports a source; returns the exit code. Throws only if source or database is refused. */
  @SuppressWarnings("try") // The hook is there to be closed.
  int execute(Source source, Path rejectPath, Import what) {
    try (Store store = Store.open(configuration);
        StopHook hook = StopHook.on(store);
        var rejects = new RejectFile(rejectPath)) {
      long start = System.nanoTime();
      Tally tally = run(source, rejects, store, what);
      out.println(summary(tally, Duration.ofNanos(System.nanoTime() - start)));
      out.flush();
      return tally.rejected() == 0 ? ExitCode.COMPLETE : ExitCode.SOME_REJECTED;
    } catch (UnsupportedEncodingException other) {
      err.println("The input is " + other.getMessage() + ": save it as UTF-8");
      err.flush();
      return ExitCode.REFUSED;
    } catch (IOException | ImportFailed failure) {
      err.println(
          "The import failed: "
              + failure.getMessage()
              + ". What is committed stays; running it again is safe.");
      err.flush();
      return ExitCode.FAILED;
    }
  }

  private Tally run(Source source, RejectFile rejects, Store store, Import what)
      throws IOException, ImportFailed {
    try (Progress progress = Progress.of(source, err)) {
      return what.run(new LineReader(source.stream()), rejects, progress, store);
    }
  }

  private static String summary(Tally tally, Duration took) {
    double seconds = took.toMillis() / 1000.0;
    return String.format(
        Locale.ROOT,
        "%d lines read, %d imported, %d already there, %d rejected, %.1f seconds, %.0f lines/s",
        tally.read(),
        tally.imported(),
        tally.alreadyThere(),
        tally.rejected(),
        seconds,
        tally.read() / Math.max(seconds, 0.001));
  }
}
