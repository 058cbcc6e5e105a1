package dk.porten.gateway.postgres.embedded;

import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.disk.FolderEntries;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * PostgreSQL's own programs, run in the folder of which they are to have the files, with paths that
 * need no quoting and a bare environment (the gateway's may hold secrets).
 */
final class PostgresTools {
  /** By which setting a server tells whose it is. */
  static final String MARK = "porten.directory";

  private static final long LONGEST_MINUTES = 5;
  private static final long LOG_BYTES = 1 << 20;

  /**
   * Loopback only; durable; and a log without values. Errors are not logged at all, because their
   * very sentences repeat values; the client is told them.
   */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "fsync=on",
          "full_page_writes=on",
          "synchronous_commit=on",
          "logging_collector=off",
          "log_min_messages=log",
          "log_min_error_statement=panic",
          "log_error_verbosity=terse",
          "log_statement=none",
          "log_min_duration_statement=-1",
          "log_parameter_max_length=0",
          "log_parameter_max_length_on_error=0",
          "log_autovacuum_min_duration=-1",
          "log_checkpoints=off",
          "log_timezone=UTC",
          "timezone=UTC");

  private final DataDirectory directory;
  private final Path programs;
  private final Account account;

  PostgresTools(DataDirectory directory, Path programs, Account account) {
    this.directory = directory;
    this.programs = programs;
    this.account = account;
  }

  /** Returns the one line for a machine on which the embedded PostgreSQL cannot run. */
  static DatabaseUnusable cannotRun(String why) {
    return new DatabaseUnusable(
        "The embedded PostgreSQL cannot run here ("
            + why
            + "): start the gateway as an ordinary user, or set GATEWAY_DATABASE_URL to a database of"
            + " your own");
  }

  Account account() {
    return account;
  }

  /** Returns the major version, such as 18. */
  String majorVersion() throws IOException {
    Outcome outcome = run(directory.cluster(), "postgres", "--version");
    if (outcome.status() != 0) {
      throw cannotRun("its programs do not start: " + outcome.lastLine());
    }
    return outcome.lastLine().replaceAll("^.* ([0-9]+)[^ ]*$", "$1");
  }

  /** Makes a cluster whose superuser {@code porten} has the given password. */
  void createCluster(String password) throws IOException {
    Path draft = directory.newDraft();
    Files.writeString(draft.resolve("password"), password);
    account.take(draft);
    Outcome outcome =
        run(
            draft,
            "initdb",
            "--pgdata=" + account.workingFolder().resolve("cluster"),
            "--username=porten",
            "--pwfile=" + account.workingFolder().resolve("password"),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--data-checksums");
    if (outcome.status() != 0) {
      throw cannotRun("initdb failed: " + outcome.lastLine());
    }
    Files.move(draft.resolve("cluster"), directory.cluster(), StandardCopyOption.ATOMIC_MOVE);
    FolderEntries.force(directory.path());
    Files.delete(draft.resolve("password"));
    Files.delete(draft);
  }

  /**
   * Starts the server and waits until it is ready; returns whether it is. It is the leader of a
   * session of its own, so that an interrupt at the terminal does not reach it.
   */
  boolean start(int port, List<String> furtherSettings) throws IOException {
    prepareLog();
    StringBuilder options = new StringBuilder("-c port=" + port);
    SETTINGS.forEach(setting -> options.append(" -c ").append(setting));
    furtherSettings.forEach(setting -> options.append(" -c ").append(setting));
    options.append(" -c ").append(MARK).append('=').append(directory.mark());
    ProcessBuilder start =
        prepare(
            directory.cluster(),
            "pg_ctl",
            "start",
            "--wait",
            "--pgdata=" + account.workingFolder().resolve("."),
            // Found by itself, it would have an absolute path.
            "-p",
            program("postgres"),
            "-o",
            options.toString());
    // Opened by the gateway, because the account may have no way to it.
    start.redirectErrorStream(true).redirectOutput(Redirect.appendTo(directory.log().toFile()));
    return await("pg_ctl", start.start()) == 0;
  }

  /** How a program ended, and the last line that it wrote. */
  private record Outcome(int status, String lastLine) {}

  private Outcome run(Path folder, String program, String... arguments) throws IOException {
    ProcessBuilder builder = prepare(folder, program, arguments);
    // A file, for a program that stays would keep a pipe open.
    Path output = directory.newDraftFile();
    try {
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      return new Outcome(await(program, builder.start()), lastLine(output));
    } finally {
      Files.delete(output);
    }
  }

  private ProcessBuilder prepare(Path folder, String program, String... arguments) {
    List<String> command = new ArrayList<>(account.prefix());
    command.add(program(program));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.putAll(Map.of("PATH", path, "LC_ALL", "C", "TZ", "UTC"));
    return builder.redirectInput(new File("/dev/null"));
  }

  private static int await(String program, Process process) {
    try {
      if (process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      process.destroy();
      throw cannotRun(program + " did not end within " + LONGEST_MINUTES + " minutes");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseUnusable("Interrupted while " + program + " ran", e);
    }
  }

  /** Returns a path that needs no quoting: in the data directory, one from the cluster. */
  private String program(String name) {
    Path from =
        programs.startsWith(directory.path())
            ? Path.of("..").resolve(directory.path().relativize(programs))
            : programs;
    return from.resolve("bin").resolve(name).toString();
  }

  private static String lastLine(Path output) throws IOException {
    try (Stream<String> lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> !line.isBlank()).reduce("", (first, second) -> second);
    }
  }

  /** Keeps one earlier log; a server in service writes next to nothing. */
  private void prepareLog() throws IOException {
    Path log = directory.log();
    if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
      Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    if (Files.notExists(log)) {
      Files.createFile(log);
    }
    FolderEntries.giveToOwner(log);
  }
}
