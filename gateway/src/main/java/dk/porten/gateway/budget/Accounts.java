package dk.porten.gateway.budget;

import dk.porten.gateway.metrics.ClientMetrics;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of all clients that have called. Clients beyond a bound share one account, and
 * beyond another one their metrics; an issuer that has so many has made a client of each person.
 * Any thread may ask.
 */
public final class Accounts {

  /** How log and metrics name the clients that share metrics. */
  static final String OTHERS = "others";

  /** No client's id: those are not empty. */
  private static final String NOBODYS_ID = "";

  private static final int MOST_ACCOUNTS = 10_000;
  private static final int MOST_MEASURED = 100;

  private static final List<String> BUDGETS =
      Stream.of(BudgetName.values()).map(BudgetName::label).toList();

  private final Budgets budgets;
  private final UnaryOperator<String> hashes;
  private final ClientMetrics metrics;
  private final Clock clock;
  private final Map<String, ClientAccount> accounts = new ConcurrentHashMap<>();

  /** Those that are measured together. */
  private final List<ClientAccount> others = new CopyOnWriteArrayList<>();

  /** The account of those beyond {@link #MOST_ACCOUNTS}; null before there is one. */
  private volatile @Nullable ClientAccount shared;

  private int measured;

  /**
   * @param hashes of a client's id, by which one without a name is known
   */
  public Accounts(
      Budgets budgets, UnaryOperator<String> hashes, ClientMetrics metrics, Clock clock) {
    this.budgets = budgets;
    this.hashes = hashes;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Returns a client's account. */
  public ClientAccount of(String client) {
    ClientAccount known = accounts.get(client);
    if (known != null) {
      return known;
    }
    ClientAccount ofOthers = shared;
    return ofOthers != null && isOneTooMany(client) ? ofOthers : open(client);
  }

  /** Says whether anything is counted that other gateways have to know. */
  boolean hasLimits() {
    return !budgets.equals(Budgets.NONE);
  }

  Collection<ClientAccount> all() {
    return accounts.values();
  }

  private synchronized ClientAccount open(String client) {
    if (!isOneTooMany(client)) {
      return accounts.computeIfAbsent(client, this::make);
    }
    ClientAccount ofOthers = accounts.computeIfAbsent(NOBODYS_ID, this::make);
    shared = ofOthers;
    return ofOthers;
  }

  private boolean isOneTooMany(String client) {
    return accounts.size() >= MOST_ACCOUNTS && !budgets.clients().containsKey(client);
  }

  private ClientAccount make(String client) {
    String label = budgets.name(client).orElseGet(() -> hashes.apply(client));
    boolean isMeasured = measured < MOST_MEASURED || budgets.name(client).isPresent();
    String series = isMeasured ? label : OTHERS;
    var account =
        new ClientAccount(
            client, label, budgets.of(client), metrics.counters(series, BUDGETS), clock);
    if (isMeasured) {
      measured++;
      watch(series, List.of(account));
    } else {
      if (others.isEmpty()) {
        watch(series, others);
      }
      others.add(account);
    }
    return account;
  }

  private void watch(String series, List<ClientAccount> together) {
    watch(
        series,
        "user.ids",
        "Different user IDs that a client asked about today",
        together,
        account -> account.userIds().used(DailyMarks.day(clock.instant().getEpochSecond())));
    watch(
        series,
        "taken.ratio",
        "Share of taken ones among the last user IDs that were new to a client",
        together,
        account -> account.probing().takenShare());
    watch(
        series,
        "probing.score",
        "How much what a client asks looks like probing for what is taken, from 0 to 1",
        together,
        account -> account.probing().score());
  }

  private void watch(
      String series,
      String name,
      String description,
      List<ClientAccount> together,
      ToDoubleFunction<ClientAccount> value) {
    metrics.watch(
        series, name, description, () -> together.stream().mapToDouble(value).max().orElse(0));
  }
}
