package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Answered;
import java.util.List;
import java.util.stream.Stream;

/** A user ID has one holder, and what was acknowledged of a hold stays true. */
final class HoldRules {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private HoldRules() {}

  static void check(List<HoldStory> stories, Findings findings) {
    for (HoldStory story : stories) {
      for (HoldStory other : stories) {
        if (!story.equals(other) && isBroken(story, other)) {
          boolean isClaimed = other.heldNanos() > story.claimedNanos();
          findings.add(
              isClaimed ? Clause.HELD_WHILE_CLAIMED : Clause.TWO_HOLDERS,
              story.granted(),
              other.granted());
        }
      }
      checkClaims(story, findings);
      checkLetGos(story, findings);
      story.ofOthers().stream()
          .filter(other -> other.answer().isPresent() && !other.isAnswered(NOT_FOUND))
          .forEach(other -> findings.add(Clause.HOLD_OF_ANOTHER, story.granted(), other));
      story.shows().forEach(show -> checkShow(story, show, findings));
    }
  }

  /** Each pair is told once, as the fault of the one that was acknowledged later. */
  private static boolean isBroken(HoldStory story, HoldStory other) {
    boolean isInside = story.covers(other.sentNanos(), other.heldNanos());
    return isInside || (story.heldNanos() <= other.heldNanos() && story.overlaps(other));
  }

  private static void checkClaims(HoldStory story, Findings findings) {
    List<Attempt> claimed = story.claims().stream().filter(c -> c.isAnswered(OK)).toList();
    if (claimed.stream().map(Attempt::outcome).distinct().count() > 1) {
      findings.add(Clause.CLAIM_DIFFERS, claimed);
    }
    for (Attempt claim : story.claims()) {
      boolean isRefused = claim.isAnswered(NOT_FOUND) || claim.isAnswered(GONE);
      if (isRefused && story.covers(claim.sentNanos(), claim.doneNanos())) {
        findings.add(lost(story, claim), story.granted(), claim);
      }
    }
    if (!claimed.isEmpty()) {
      checkFirstClaim(story, claimed, findings);
    }
  }

  private static void checkFirstClaim(HoldStory story, List<Attempt> claimed, Findings findings) {
    long sent = story.claims().stream().mapToLong(Attempt::sentNanos).min().orElseThrow();
    if (story.isExpiredAt(sent)) {
      findings.add(Clause.CLAIM_AFTER_EXPIRY, with(story.granted(), List.of(), claimed));
    }
    if (story.isLetGoAt(sent)) {
      findings.add(Clause.CLAIM_AFTER_RELEASE, with(story.granted(), story.letGos(), claimed));
    }
  }

  private static void checkLetGos(HoldStory story, Findings findings) {
    for (Attempt letGo : story.letGos()) {
      boolean isKnown = letGo.sentNanos() >= story.heldNanos();
      long until = story.isClaimed() ? story.freedNanos() : recordedUntil(story);
      if (letGo.isAnswered(NOT_FOUND) && isKnown && letGo.doneNanos() < until) {
        findings.add(lost(story, letGo), story.granted(), letGo);
      }
    }
  }

  /** Until then even a hold that was let go is on record. */
  private static long recordedUntil(HoldStory story) {
    return Math.min(story.expiresNanos() - story.slackNanos(), story.freedNanos());
  }

  private static void checkShow(HoldStory story, Attempt show, Findings findings) {
    String state = show.answer().map(HoldRules::state).orElse("");
    switch (state) {
      case "" -> {}
      case "held" -> checkShownHeld(story, show, findings);
      case "claimed" -> checkShownClaimed(story, show, findings);
      default -> checkShownEnded(story, show, findings);
    }
  }

  private static void checkShownHeld(HoldStory story, Attempt show, Findings findings) {
    if (story.claimedNanos() <= show.sentNanos()) {
      findings.add(Clause.CLAIM_LOST, with(story.granted(), story.claims(), List.of(show)));
    } else if (story.isExpiredAt(show.sentNanos()) || story.isLetGoAt(show.sentNanos())) {
      findings.add(
          Clause.HOLD_OUTLIVES_ITS_END, with(story.granted(), story.letGos(), List.of(show)));
    }
  }

  private static void checkShownClaimed(HoldStory story, Attempt show, Findings findings) {
    if (!story.mayBeClaimedBefore(show.doneNanos())) {
      findings.add(Clause.CLAIM_UNASKED, story.granted(), show);
    }
  }

  private static void checkShownEnded(HoldStory story, Attempt show, Findings findings) {
    if (story.covers(show.sentNanos(), show.doneNanos())) {
      findings.add(lost(story, show), story.granted(), show);
    }
  }

  private static Clause lost(HoldStory story, Attempt attempt) {
    return story.claimedNanos() <= attempt.sentNanos() ? Clause.CLAIM_LOST : Clause.HOLD_LOST;
  }

  private static String state(Answered answer) {
    return answer.status() == NOT_FOUND ? "gone" : answer.text("state");
  }

  private static List<Attempt> with(Attempt first, List<Attempt> next, List<Attempt> last) {
    return Stream.of(List.of(first), next, last).flatMap(List::stream).toList();
  }
}
