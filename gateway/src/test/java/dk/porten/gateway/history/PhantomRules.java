package dk.porten.gateway.history;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is free for sure is not refused as taken; a freed user ID knows no quarantine here. */
final class PhantomRules {
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final List<HoldStory> stories;
  private final Map<Command, HoldStory> granted;
  private final Ledger ledger;

  PhantomRules(List<HoldStory> stories, Ledger ledger) {
    this.stories = stories;
    this.granted = stories.stream().collect(Collectors.toMap(HoldStory::command, story -> story));
    this.ledger = ledger;
  }

  void check(String userId, Findings findings) {
    for (Command command : ledger.holds(userId)) {
      command
          .first()
          .filter(attempt -> attempt.isAnswered(CONFLICT))
          .filter(attempt -> isFree(userId, command, attempt))
          .ifPresent(attempt -> findings.add(Clause.PHANTOM_TAKEN, command.tries()));
    }
    for (Attempt check : ledger.checks(userId)) {
      if (isTaken(check) && isUntouched(userId, check)) {
        findings.add(Clause.PHANTOM_TAKEN, check);
      }
    }
    for (Attempt free : ledger.frees(userId)) {
      if (free.isAnswered(NOT_FOUND)) {
        checkRefusedFree(free, findings);
      }
    }
  }

  private void checkRefusedFree(Attempt free, Findings findings) {
    for (HoldStory story : stories) {
      if (story.claimedNanos() <= free.sentNanos() && free.doneNanos() < story.freedNanos()) {
        findings.add(Clause.CLAIM_LOST, story.granted(), free);
      }
    }
  }

  private boolean isFree(String userId, Command command, Attempt refused) {
    return ledger.holds(userId).stream()
        .filter(other -> other != command)
        .noneMatch(other -> mayStand(other, command.sentNanos(), refused.doneNanos()));
  }

  private boolean mayStand(Command other, long from, long to) {
    if (other.sentNanos() > to) {
      return false;
    }
    HoldStory story = granted.get(other);
    return other.first().isEmpty() || (story != null && story.mayStand(from, to));
  }

  private boolean isUntouched(String userId, Attempt check) {
    return ledger.holds(userId).stream()
        .noneMatch(command -> command.sentNanos() < check.doneNanos());
  }

  private static boolean isTaken(Attempt check) {
    return check.answer().filter(answer -> answer.text("verdict").equals("taken")).isPresent();
  }
}
