package dk.porten.gateway.budget;

import dk.porten.gateway.ledger.BudgetLedger;
import dk.porten.gateway.ledger.BudgetLedger.Told;
import dk.porten.gateway.ledger.BudgetLedger.Use;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Tells other gateways, and this one after a restart, what clients have used, and counts what the
 * others tell: once a second, as long as the database answers. What could not be told is told
 * later. Any thread may ask.
 */
public final class BudgetSharing {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Of one client and kind in one round; the rest comes in the next one. */
  private static final int MOST_BYTES = 64 * 1024;

  private static final int MOST_USES = 1_000;

  /**
   * Numbers are given before the commit, so that one may be seen after a higher one: for so many
   * rounds what was told is read again, and counts no second time.
   */
  private static final int OVERLAP_ROUNDS = 10;

  /** How far before the last one the first overlap begins. */
  private static final int FIRST_OVERLAP = 1_000;

  /** A use that is being told, and what drops it when that has worked. */
  private record Telling(Use use, IntConsumer told) {}

  private final Vertx vertx;
  private final Accounts accounts;
  private final BudgetLedger ledger;
  private final Clock clock;
  private final Deque<Long> earlier = new ArrayDeque<>();
  private Future<?> underWay = Future.succeededFuture();
  private volatile boolean isClosed;

  public BudgetSharing(Vertx vertx, Accounts accounts, BudgetLedger ledger, Clock clock) {
    this.vertx = vertx;
    this.accounts = accounts;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Reads what was used today, then goes on until it is closed; not where nobody has a limit. */
  public Future<?> start() {
    return accounts.hasLimits() ? share().onComplete(ended -> shareOn()) : Future.succeededFuture();
  }

  /** Tells and reads once; rounds are never two at a time. */
  public synchronized Future<?> share() {
    underWay = underWay.transform(before -> round());
    return underWay;
  }

  /** Tells what is still untold. */
  public Future<?> close() {
    isClosed = true;
    return accounts.hasLimits() ? share() : Future.succeededFuture();
  }

  private void shareOn() {
    if (!isClosed) {
      vertx.setTimer(PAUSE.toMillis(), due -> share().onComplete(ended -> shareOn()));
    }
  }

  private Future<?> round() {
    long day = DailyMarks.day(clock.instant().getEpochSecond());
    List<Telling> tellings = tellings(day);
    return ledger
        .share(
            tellings.stream().map(Telling::use).toList(),
            earlier.isEmpty() ? 0 : earlier.getFirst())
        .onSuccess(told -> tellings.forEach(each -> each.told.accept(each.use.marks().length())))
        .compose(this::readOn);
  }

  private Future<?> readOn(Told told) {
    told.uses().forEach(this::count);
    if (!told.isAll()) {
      return ledger.share(List.of(), told.last()).compose(this::readOn);
    }
    earlier.addLast(earlier.isEmpty() ? Math.max(0, told.last() - FIRST_OVERLAP) : told.last());
    if (earlier.size() > OVERLAP_ROUNDS) {
      earlier.removeFirst();
    }
    return Future.succeededFuture();
  }

  private List<Telling> tellings(long day) {
    var tellings = new ArrayList<Telling>();
    LocalDate date = LocalDate.ofEpochDay(day);
    for (ClientAccount account : accounts.all()) {
      for (UseKind kind : UseKind.values()) {
        Buffer marks = kind.untold(account, day, MOST_BYTES);
        if (marks.length() > 0 && tellings.size() < MOST_USES) {
          var use = new Use(date, account.client(), kind.text(), marks);
          tellings.add(new Telling(use, bytes -> kind.told(account, day, bytes)));
        }
      }
    }
    return tellings;
  }

  /**
   * Counts a use. A kind that this release does not know is a later release's; a day after tomorrow
   * is that of a gateway whose clock is wrong.
   */
  private void count(Use use) {
    long now = clock.instant().getEpochSecond();
    long day = use.day().toEpochDay();
    for (UseKind kind : UseKind.values()) {
      if (kind.text().equals(use.kind()) && day <= DailyMarks.day(now) + 1) {
        kind.merge(accounts.of(use.client()), day, use.marks(), now);
      }
    }
  }
}
