package dk.porten.gateway.postgres.embedded;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server of a test class's own, which it may kill, freeze and start again. */
public final class OwnServer implements BeforeAllCallback, AfterAllCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private @Nullable TestPostgres server;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    server = TestPostgres.start(TestServer.of(context).newDataDirectory("-own"));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    server().close();
  }

  /** Returns where its database is; the same over kills and starts. */
  public DatabaseAddress address() {
    return server().address();
  }

  /** Kills the server and all its backends. */
  public void kill() throws IOException {
    ProcessHandle postmaster = postmaster();
    List<ProcessHandle> processes = withBackends(postmaster).toList();
    processes.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(server().cluster());
  }

  /** Stops the server in immediate mode: it leaves everything as a crash would. */
  public void stopImmediately() throws IOException {
    stopImmediately(server().cluster());
  }

  /** Stops the server of a cluster in immediate mode. */
  static void stopImmediately(Path cluster) throws IOException {
    signal("QUIT", Stream.of(postmaster(cluster)));
    awaitEnd(cluster);
  }

  private static void awaitEnd(Path cluster) throws IOException {
    Patience patience = Patience.of(PATIENCE);
    while (isServed(cluster)) {
      if (!patience.pause()) {
        throw new IOException("The server does not end");
      }
    }
  }

  /** Stops the server cleanly. */
  public void stop() throws IOException {
    server().stop();
  }

  /** Keeps a copy of the files of the stopped server. */
  public void keepCopy() throws IOException {
    Path cluster = server().cluster();
    run("cp", "--archive", cluster.toString(), cluster + ".copy");
  }

  /** Puts the copy in place of the files of the stopped server. */
  public void putCopyBack() throws IOException {
    Path cluster = server().cluster();
    run("rm", "--recursive", cluster.toString());
    run("mv", cluster + ".copy", cluster.toString());
  }

  /** Starts the server again, on its port. */
  public void startAgain() throws IOException {
    server().startAgain();
  }

  /** Stops the server and its backends where they are: connections stay and nothing answers. */
  public void freeze() throws IOException {
    signal("STOP", withBackends(postmaster()));
  }

  /** Lets the frozen server go on. */
  public void thaw() throws IOException {
    signal("CONT", withBackends(postmaster()));
  }

  /** Stops one of the server's processes where it is. */
  public void freeze(long process) throws IOException {
    signal("STOP", ProcessHandle.of(process).stream());
  }

  /** Lets it go on. */
  public void thaw(long process) throws IOException {
    signal("CONT", ProcessHandle.of(process).stream());
  }

  private static void signal(String name, Stream<ProcessHandle> processes) throws IOException {
    for (ProcessHandle process : processes.toList()) {
      run("kill", "-" + name, Long.toString(process.pid()));
    }
  }

  private static void run(String... command) throws IOException {
    try {
      new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Stream<ProcessHandle> withBackends(ProcessHandle postmaster) {
    return Stream.concat(Stream.of(postmaster), postmaster.children());
  }

  private ProcessHandle postmaster() throws IOException {
    return postmaster(server().cluster());
  }

  private static ProcessHandle postmaster(Path cluster) throws IOException {
    return PostmasterFile.read(cluster)
        .flatMap(file -> ProcessHandle.of(file.processId()))
        .orElseThrow();
  }

  private static boolean isServed(Path cluster) throws IOException {
    return PostmasterFile.read(cluster).filter(PostmasterFile::isAlive).isPresent();
  }

  private TestPostgres server() {
    return Objects.requireNonNull(server, "before the test class began");
  }
}
