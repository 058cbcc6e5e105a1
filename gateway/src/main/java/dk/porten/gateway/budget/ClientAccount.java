package dk.porten.gateway.budget;

import dk.porten.core.userid.KeyTable;
import dk.porten.core.userid.UserId;
import dk.porten.gateway.ledger.TooManyRequestsException;
import dk.porten.gateway.metrics.ClientMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one client has used of its budgets on this gateway, and what others told of it. Whoever asks
 * for more than there is gets a {@link TooManyRequestsException}. A user ID that was asked about
 * before takes no lock (ClientAccountBenchmark). Any thread may ask.
 */
public final class ClientAccount {

  private final String client;
  private final String label;
  private final ClientBudget budget;
  private final ClientMetrics.Counters counters;
  private final Rate rate;
  private final DailyMarks userIds;
  private final DailyMarks claims;
  private final DailyMarks attestations;
  private final OpenHolds holds;
  private final Probing probing = new Probing();
  private final AtomicInteger streams = new AtomicInteger();
  private final HeldForClient held;
  private final Refusals refusals;

  /**
   * @param client its id in tokens
   * @param label the name in log and metrics
   */
  ClientAccount(
      String client,
      String label,
      ClientBudget budget,
      ClientMetrics.Counters counters,
      Clock clock) {
    this.client = client;
    this.label = label;
    this.budget = budget;
    this.counters = counters;
    rate = new Rate(Math.min(budget.checksPerSecond(), 1_000_000_000), System.nanoTime());
    userIds = new DailyMarks(budget.userIdsPerDay());
    claims = new DailyMarks(budget.claimsPerDay());
    attestations = new DailyMarks(budget.attestationsPerDay());
    holds = new OpenHolds(budget.openHolds());
    held = new HeldForClient(budget);
    refusals = new Refusals(label, counters, clock);
  }

  /** Returns the client's name in log and metrics, which is not its id. */
  public String label() {
    return label;
  }

  /**
   * Takes checks from those of a second.
   *
   * @param nowNanos by {@link System#nanoTime}
   */
  public void check(int checks, long nowNanos) {
    if (budget.checksPerSecond() != ClientBudget.UNLIMITED && !rate.isTaken(checks, nowNanos)) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(nanosToWait(nowNanos)) + 1;
      throw budget.ended(BudgetName.CHECKS, seconds);
    }
    counters.checks(checks);
  }

  /** Takes one check of a client that {@link #nanosToWait} did not let wait. */
  public void checkLine(long nowNanos) {
    counters.checks(1);
    if (budget.checksPerSecond() != ClientBudget.UNLIMITED) {
      rate.overdraw(1, nowNanos);
    }
  }

  /** Returns for how long the client has to wait before its next check. */
  public long nanosToWait(long nowNanos) {
    return budget.checksPerSecond() == ClientBudget.UNLIMITED ? 0 : rate.emptyNanos(nowNanos);
  }

  /**
   * Counts a user ID that is asked about.
   *
   * @param key that stands for it in the directory
   * @return whether it is new to the client today
   */
  public boolean ask(UserId userId, long key, Instant now) {
    long second = now.getEpochSecond();
    if (userIds.isUnlimited() || userIds.has(DailyMarks.day(second), key)) {
      return false;
    }
    DailyMarks.Kept kept = userIds.keepIfRoom(DailyMarks.day(second), key);
    if (kept == DailyMarks.Kept.NO_ROOM) {
      throw endedToday(BudgetName.DISTINCT_USER_IDS, second);
    }
    if (kept == DailyMarks.Kept.NEW) {
      probing.asked(userId.canonical());
    }
    return kept == DailyMarks.Kept.NEW;
  }

  /**
   * Counts user IDs that are asked about together: all, or none if there is no room for all.
   *
   * @param keys one a user ID
   * @return those that are new to the client today
   */
  public BitSet askAll(List<UserId> asked, long[] keys, Instant now) {
    var isNew = new BitSet();
    long second = now.getEpochSecond();
    if (!userIds.isUnlimited() && !userIds.isTaken(DailyMarks.day(second), keys, isNew::set)) {
      throw endedToday(BudgetName.DISTINCT_USER_IDS, second);
    }
    isNew.stream()
        .forEach(
            place -> {
              userIds.keep(DailyMarks.day(second), keys[place]);
              probing.asked(asked.get(place).canonical());
            });
    return isNew;
  }

  /** Notes what became of a user ID that was new to the client. */
  public void answered(boolean isTaken) {
    probing.answered(isTaken);
  }

  /** Counts a hold that is going to be made. */
  public void hold(UUID holdId, Duration duration, Instant now) {
    long second = now.getEpochSecond();
    if (!holds.isUnlimited()
        && !holds.isTaken(mark(holdId), second + duration.toSeconds(), second)) {
      throw budget.ended(BudgetName.OPEN_HOLDS, holds.secondsToNextEnd(second));
    }
  }

  /** Notes that a hold was made. */
  public void held(UUID holdId, Instant until) {
    if (!holds.isUnlimited()) {
      holds.keep(mark(holdId), until.getEpochSecond());
    }
  }

  /** Notes that a hold was not made after all. */
  public void notHeld(UUID holdId) {
    holds.giveBack(mark(holdId));
  }

  /** Notes that a hold was released, or claimed. */
  public void ended(UUID holdId) {
    if (!holds.isUnlimited()) {
      holds.end(mark(holdId));
    }
  }

  /**
   * Counts a claim that is going to be made; returns whether it counts anew, which the claim of a
   * hold that was claimed today does not.
   */
  public boolean claim(UUID holdId, Instant now) {
    return isNew(claims, BudgetName.CLAIMS, mark(holdId), now);
  }

  /**
   * Notes that a hold is claimed whose claim counts anew.
   *
   * @param claimedAt of an earlier day if this was a repeated request, which counts nothing
   * @param now as {@link #claim} was told
   */
  public void claimed(UUID holdId, Instant claimedAt, Instant now) {
    if (DailyMarks.day(claimedAt.getEpochSecond()) < DailyMarks.day(now.getEpochSecond())) {
      notClaimed(holdId, now);
    } else {
      claims.keep(DailyMarks.day(now.getEpochSecond()), mark(holdId));
    }
  }

  /** Notes that a hold was not claimed after all whose claim counts anew. */
  public void notClaimed(UUID holdId, Instant now) {
    claims.giveBack(DailyMarks.day(now.getEpochSecond()), mark(holdId));
  }

  /** Counts an attestation that is going to be recorded; returns what it is known by. */
  public long attest(Instant now) {
    long mark = KeyTable.keyOf(ThreadLocalRandom.current().nextLong());
    boolean unused = isNew(attestations, BudgetName.ATTESTATIONS, mark, now);
    return mark;
  }

  /** Notes that an attestation was recorded. */
  public void attested(long mark, Instant now) {
    if (!attestations.isUnlimited()) {
      attestations.keep(DailyMarks.day(now.getEpochSecond()), mark);
    }
  }

  /** Notes that an attestation was not recorded after all. */
  public void notAttested(long mark, Instant now) {
    attestations.giveBack(DailyMarks.day(now.getEpochSecond()), mark);
  }

  /** Counts a stream, until {@link #streamEnds}. */
  public void streamBegins() {
    if (streams.incrementAndGet() > budget.streams()) {
      streams.decrementAndGet();
      throw budget.ended(BudgetName.STREAMS, 1);
    }
  }

  /** Notes that a stream has ended. */
  public void streamEnds() {
    streams.decrementAndGet();
  }

  /** Returns the memory that is held for the client. */
  public HeldForClient held() {
    return held;
  }

  /** Returns how often the client was refused. */
  public Refusals refusals() {
    return refusals;
  }

  String client() {
    return client;
  }

  Probing probing() {
    return probing;
  }

  DailyMarks userIds() {
    return userIds;
  }

  DailyMarks claims() {
    return claims;
  }

  DailyMarks attestations() {
    return attestations;
  }

  OpenHolds holds() {
    return holds;
  }

  private boolean isNew(DailyMarks marks, BudgetName name, long mark, Instant now) {
    long second = now.getEpochSecond();
    if (marks.isUnlimited()) {
      return false;
    }
    var isNew = new BitSet();
    if (!marks.isTaken(DailyMarks.day(second), new long[] {mark}, isNew::set)) {
      throw endedToday(name, second);
    }
    return isNew.get(0);
  }

  private TooManyRequestsException endedToday(BudgetName name, long second) {
    return budget.ended(name, DailyMarks.secondsLeft(second));
  }

  private static long mark(UUID holdId) {
    return KeyTable.keyOf(holdId.getMostSignificantBits() ^ holdId.getLeastSignificantBits());
  }
}
