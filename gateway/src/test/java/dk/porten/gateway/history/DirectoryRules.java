package dk.porten.gateway.history;

import dk.porten.gateway.history.History.Outage;
import dk.porten.gateway.history.Outcome.Answered;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A check says {@code available} only of what its gateway may not know to be somebody's. */
final class DirectoryRules {
  private static final int OK = 200;

  private final History history;
  private final Limits limits;
  private final List<HoldStory> stories;
  private final Findings findings;

  DirectoryRules(History history, Limits limits, List<HoldStory> stories, Findings findings) {
    this.history = history;
    this.limits = limits;
    this.stories = stories;
    this.findings = findings;
  }

  void check(List<Attempt> checks) {
    for (Attempt check : checks) {
      check
          .answer()
          .filter(answer -> answer.text("verdict").equals("available"))
          .map(answer -> asOfNanos(answer) - limits.slackNanos())
          .ifPresent(known -> stories.forEach(story -> check(check, known, story)));
    }
  }

  private void check(Attempt check, long knownNanos, HoldStory story) {
    if (isTold(check, story, knownNanos)) {
      findings.add(Clause.STALE_AVAILABLE, story.granted(), check);
    }
    if (isOwn(check, story)) {
      findings.add(Clause.OWN_WRITE_UNREAD, story.granted(), check);
    }
    if (isLate(check, story)) {
      findings.add(Clause.FEED_TOO_LATE, story.granted(), check);
    }
  }

  /**
   * Returns whether what is known up to a moment says that the ID is somebody's. Who knows of a
   * hold has to know what became of it before it is taken to be over: so a claim that was answered
   * before the check, wherever, says it too.
   */
  private static boolean isTold(Attempt check, HoldStory story, long knownNanos) {
    long until =
        story.claimedNanos() <= check.sentNanos() ? story.freedNanos() : story.heldUntilNanos();
    return story.heldNanos() <= knownNanos && check.doneNanos() < until;
  }

  /** Only the gateway that carried a write out has to read it at once. */
  private static boolean isOwn(Attempt check, HoldStory story) {
    boolean held =
        story.command().answered().stream()
                .filter(attempt -> !attempt.answer().map(Answered::replayed).orElse(true))
                .anyMatch(attempt -> isBefore(attempt, check))
            && check.doneNanos() < story.heldUntilNanos();
    boolean claimed =
        onlyClaim(story).filter(claim -> isBefore(claim, check)).isPresent()
            && check.doneNanos() < story.freedNanos();
    return held || claimed;
  }

  /** Finds the claim that took effect, if it was answered before anybody else tried. */
  private static Optional<Attempt> onlyClaim(HoldStory story) {
    return story.claims().stream()
        .min(Comparator.comparingLong(Attempt::sentNanos))
        .filter(claim -> claim.isAnswered(OK))
        .filter(
            claim ->
                story.claims().stream()
                    .allMatch(
                        other -> other.equals(claim) || other.sentNanos() > claim.doneNanos()));
  }

  private static boolean isBefore(Attempt write, Attempt check) {
    return write.gateway() == check.gateway() && write.doneNanos() <= check.sentNanos();
  }

  private boolean isLate(Attempt check, HoldStory story) {
    return (isDue(check, story.heldNanos()) && check.doneNanos() < story.heldUntilNanos())
        || (isDue(check, story.claimedNanos()) && check.doneNanos() < story.freedNanos());
  }

  /** Returns whether the gateway had the bound's time, without disturbance. */
  private boolean isDue(Attempt check, long sinceNanos) {
    long bound = limits.feedBoundNanos();
    return check.sentNanos() - bound >= sinceNanos
        && history.outages().stream().noneMatch(outage -> disturbs(outage, check, bound));
  }

  private static boolean disturbs(Outage outage, Attempt check, long bound) {
    return outage.concerns(check.gateway())
        && outage.fromNanos() <= check.doneNanos()
        && outage.toNanos() + bound >= check.sentNanos();
  }

  private long asOfNanos(Answered answer) {
    try {
      return history.nanosAt(Instant.parse(answer.text("asOf")));
    } catch (DateTimeException noMoment) {
      return Long.MIN_VALUE / 2;
    }
  }
}
