package dk.porten.gateway.postgres.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says of the server of a cluster, alive or killed.
 *
 * @param processId the server's process
 * @param port 0 as long as the server has not written it
 */
record PostmasterFile(long processId, int port) {
  private static final int PORT_LINE = 3;

  /** Above every process number that Linux or macOS gives out. */
  private static final String NO_PROCESS = Integer.toString(Integer.MAX_VALUE);

  static Optional<PostmasterFile> read(Path cluster) throws IOException {
    try {
      List<String> lines = Files.readAllLines(path(cluster), StandardCharsets.UTF_8);
      long process = lines.isEmpty() ? 0 : number(lines.get(0));
      int port = lines.size() <= PORT_LINE ? 0 : (int) number(lines.get(PORT_LINE));
      return Optional.of(new PostmasterFile(process, port));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether the process is a running PostgreSQL: not a zombie that nobody reaps, nor one
   * that was given the number after a restart of the machine or container.
   */
  boolean isAlive() {
    return ProcessHandle.of(processId)
        .flatMap(process -> process.info().command().or(this::commandInProc))
        .map(command -> Path.of(command).getFileName())
        .filter(program -> program != null && program.toString().startsWith("postgres"))
        .isPresent();
  }

  /** What Java does not tell root of another user's process, if root is not allowed to trace it. */
  private Optional<String> commandInProc() {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(processId), "cmdline"));
      int end = line.indexOf('\0');
      return end > 0 ? Optional.of(line.substring(0, end)) : Optional.empty();
    } catch (IOException noSuchProcess) {
      return Optional.empty();
    }
  }

  /**
   * Ends the server's connections and the server; returns whether it has ended in time. Not by
   * pg_ctl, which runs as the account: one that an earlier release of root started is root's.
   */
  boolean stop(Duration time) throws IOException {
    new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", Long.toString(processId)).start();
    Patience patience = Patience.of(time);
    while (isAlive()) {
      if (!patience.pause()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Makes the file of a server that is not alive say so. PostgreSQL takes any process of that
   * number, even a zombie, for its own and would refuse to start; the rest of the file stays, for
   * from it PostgreSQL knows whether backends of the killed server still run.
   */
  static void disown(Path cluster, Account account) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(path(cluster)));
    if (lines.isEmpty()) {
      Files.delete(path(cluster));
      return;
    }
    lines.set(0, NO_PROCESS);
    Path draft = Files.createTempFile(cluster, "postmaster-", ".tmp");
    Files.write(draft, lines);
    account.take(draft);
    Files.move(draft, path(cluster), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path path(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  private static long number(String line) {
    String digits = line.strip();
    return digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) : 0;
  }
}
