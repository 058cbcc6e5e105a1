package dk.porten.gateway;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.gateway.auth.KeySetUnavailable;
import dk.porten.gateway.auth.NoTokenRule;
import dk.porten.gateway.load.ExitCode;
import dk.porten.gateway.load.ImportCommand;
import dk.porten.gateway.load.Surroundings;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.tls.TlsFilesUnusable;
import dk.porten.gateway.upkeep.Upkeep;
import dk.porten.gateway.wiring.Configuration;
import dk.porten.gateway.wiring.Gateway;
import dk.porten.gateway.wiring.InvalidConfigurationException;
import java.net.BindException;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: without a command it runs the gateway. */
@Command(
    name = "gateway.jar",
    description = "Answers whether a visit for getting MitID will succeed.",
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  /** A JDBC connection attempt cannot be interrupted and takes ten seconds at most. */
  private static final int MOST_SECONDS_TO_GIVE_UP = 15;

  private final Surroundings surroundings;

  private Main(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    // Nothing may depend on the machine's locale: neither digits nor the messages of libraries.
    Locale.setDefault(Locale.ROOT);
    // A caller of TLS 1.2 could have handshake after handshake made on one connection.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    var surroundings = new Surroundings(System.getenv(), System.in, Clock.systemUTC());
    System.exit(commandLine(surroundings).execute(arguments));
  }

  /** Returns the command line with every command. */
  public static CommandLine commandLine(Surroundings surroundings) {
    return Upkeep.addTo(new CommandLine(new Main(surroundings)), surroundings)
        .addSubcommand(ImportCommand.in(surroundings))
        .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
  }

  @Override
  public Integer call() throws InterruptedException, InvalidPackException, TlsFilesUnusable {
    Configuration configuration = Configuration.readToServe(surroundings.environment());
    var started = new CompletableFuture<Gateway>();
    Thread starting = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, starting), "stop"));
    Gateway gateway = start(configuration, started);
    System.out.println(greeting(gateway));
    new CountDownLatch(1).await();
    return ExitCode.COMPLETE;
  }

  private Gateway start(Configuration configuration, CompletableFuture<Gateway> started)
      throws InvalidPackException, TlsFilesUnusable, InterruptedException {
    try {
      started.complete(Gateway.start(configuration, surroundings.clock()));
      return started.join();
    } catch (Throwable failure) {
      started.completeExceptionally(failure);
      throw failure;
    }
  }

  /**
   * Stops the gateway, or its start. Being told to stop is no failure: the exit code is 0 and not
   * the signal's. A start that failed has a code of its own.
   */
  private static void stop(CompletableFuture<Gateway> started, Thread starting) {
    if (started.isCompletedExceptionally()) {
      return;
    }
    if (!started.isDone()) {
      starting.interrupt();
    }
    try {
      started.get(MOST_SECONDS_TO_GIVE_UP, TimeUnit.SECONDS).close();
    } catch (ExecutionException | TimeoutException | InterruptedException givenUp) {
      // There is no gateway to stop.
    } finally {
      Runtime.getRuntime().halt(ExitCode.COMPLETE);
    }
  }

  private static int explain(Exception failure, CommandLine command) {
    if (failure instanceof InvalidConfigurationException
        || failure instanceof InvalidPackException
        || failure instanceof TlsFilesUnusable
        || failure instanceof KeySetUnavailable
        || failure instanceof DatabaseUnusable) {
      return refuse(failure.getMessage(), command);
    }
    if (failure instanceof BindException) {
      return refuse(
          "GATEWAY_PORT or GATEWAY_MANAGEMENT_PORT is taken, or GATEWAY_HOST or"
              + " GATEWAY_MANAGEMENT_HOST is not this machine's",
          command);
    }
    if (!(failure instanceof InterruptedException)) {
      LOG.error("Failed", failure);
    }
    return ExitCode.FAILED;
  }

  private static int refuse(@Nullable String why, CommandLine command) {
    command.getErr().println(why);
    command.getErr().flush();
    return ExitCode.REFUSED;
  }

  private static String greeting(Gateway gateway) {
    boolean isDemo = gateway.callers() == NoTokenRule.DEMO;
    return """
        Porten is ready on %7$s://%1$s:%2$d (management: http://%6$s:%3$d).
        The console is at %7$s://%1$s:%2$d/console.
        %4$s Try:
        curl -s %7$s://%1$s:%2$d/v1/user-id-checks -H 'Content-Type: application/json' \
        %5$s-d '{"userId":"Stine!always"}'"""
        .formatted(
            inUrl(gateway.host()),
            gateway.port(),
            gateway.managementPort(),
            isDemo
                ? "A demo: without GATEWAY_JWT_ISSUER whoever reaches this loopback address is the caller"
                    + " demo and may do everything."
                : "Callers need a token of GATEWAY_JWT_ISSUER.",
            isDemo ? "" : "-H \"Authorization: Bearer $TOKEN\" ",
            inUrl(gateway.managementHost()),
            gateway.speaksTls() ? "https" : "http");
  }

  private static String inUrl(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
