package dk.porten.gateway.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.OptionalLong;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a run is, on the error output: a bar on a terminal, elsewhere a plain line every few
 * seconds.
 */
final class Progress implements AutoCloseable {

  private static final int PLAIN_MILLIS = 5_000;
  private static final int PLAIN_COLUMNS = 110;
  private static final int MEBIBYTE = 1 << 20;

  private final ProgressBar bar;
  private final boolean countsBytes;

  private Progress(ProgressBar bar, boolean countsBytes) {
    this.bar = bar;
    this.countsBytes = countsBytes;
  }

  /** Shows lines if their number is known, else bytes; the time left if the end is known. */
  static Progress of(Source source, PrintWriter plain) {
    return source.lines().isPresent()
        ? new Progress(builder(source.lines(), plain).build(), false)
        : new Progress(builder(source.bytes(), plain).setUnit(" MiB", MEBIBYTE).build(), true);
  }

  void reached(long lines, long bytes) {
    bar.stepTo(countsBytes ? bytes : lines);
    if (countsBytes) {
      bar.setExtraMessage(" " + lines + " lines");
    }
  }

  /** Shows the end. */
  @Override
  public void close() {
    bar.close();
  }

  private static ProgressBarBuilder builder(OptionalLong total, PrintWriter plain) {
    var builder =
        new ProgressBarBuilder().setTaskName("Import").setInitialMax(total.orElse(-1)).showSpeed();
    if (total.isEmpty()) {
      builder.hideEta();
    }
    return isTerminal()
        ? builder
        : builder
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(PLAIN_MILLIS)
            .setMaxRenderedLength(PLAIN_COLUMNS)
            .setConsumer(new DelegatingProgressBarConsumer(plain::println, PLAIN_COLUMNS));
  }

  /** The JVM knows only whether input and output are both terminals; the error output counts. */
  private static boolean isTerminal() {
    try {
      return new ProcessBuilder("test", "-t", "2").inheritIO().start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
