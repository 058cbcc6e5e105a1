package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Answered;
import dk.porten.gateway.history.Request.Claim;
import dk.porten.gateway.history.Request.LetGo;
import dk.porten.gateway.history.Request.OfHold;
import dk.porten.gateway.history.Request.ShowHold;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * An acknowledged hold and all that was done with it.
 *
 * @param granted the try that was told of it first
 * @param sentNanos before when it cannot have begun
 * @param expiresNanos its end as told, which is up to a second before the real one
 * @param ofOthers what clients asked about it that do not have it
 * @param frees of its user ID, those aside that found nothing taken
 */
record HoldStory(
    Command command,
    Attempt granted,
    long sentNanos,
    long expiresNanos,
    List<Attempt> claims,
    List<Attempt> letGos,
    List<Attempt> shows,
    List<Attempt> ofOthers,
    List<Attempt> frees,
    long slackNanos) {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final long SECOND_NANOS = 1_000_000_000L;

  /** Returns the stories of the holds on a user ID. */
  static List<HoldStory> of(String userId, History history, Ledger ledger, Limits limits) {
    return ledger.holds(userId).stream()
        .flatMap(
            command ->
                command.granted().stream()
                    .flatMap(granted -> of(userId, command, granted, history, ledger, limits)))
        .toList();
  }

  private static Stream<HoldStory> of(
      String userId,
      Command command,
      Attempt granted,
      History history,
      Ledger ledger,
      Limits limits) {
    Answered answer = granted.answer().orElseThrow();
    UUID holdId;
    Instant expiresAt;
    try {
      holdId = UUID.fromString(answer.text("holdId"));
      expiresAt = Instant.parse(answer.text("expiresAt"));
    } catch (IllegalArgumentException | DateTimeException noHold) {
      // told by the rules of answers
      return Stream.of();
    }
    Map<Boolean, List<Attempt>> asked =
        ledger.ofHold(holdId).stream()
            .collect(Collectors.partitioningBy(a -> a.client() == granted.client()));
    List<Attempt> own = asked.getOrDefault(true, List.of());
    List<Attempt> others = asked.getOrDefault(false, List.of());
    return Stream.of(
        new HoldStory(
            command,
            granted,
            command.sentNanos(),
            history.nanosAt(expiresAt),
            of(own, Claim.class),
            of(own, LetGo.class),
            of(own, ShowHold.class),
            others,
            ledger.frees(userId).stream().filter(free -> !free.isAnswered(NOT_FOUND)).toList(),
            limits.slackNanos()));
  }

  private static List<Attempt> of(List<Attempt> asked, Class<? extends OfHold> type) {
    return asked.stream().filter(attempt -> type.isInstance(attempt.request())).toList();
  }

  /** Returns since when it is known to keep others out. */
  long heldNanos() {
    return granted.doneNanos();
  }

  /** Returns up to when it is known to keep others out if nobody claims it. */
  long heldUntilNanos() {
    return Math.min(Math.min(expiresNanos - slackNanos, firstSent(letGos.stream())), freedNanos());
  }

  boolean isClaimed() {
    return claims.stream().anyMatch(claim -> claim.isAnswered(OK));
  }

  /** Returns since when it is known to be claimed; for ever ahead if it is not. */
  long claimedNanos() {
    return claims.stream()
        .filter(claim -> claim.isAnswered(OK))
        .mapToLong(Attempt::doneNanos)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Returns when the user ID may have been freed; for ever ahead if nobody tried. */
  long freedNanos() {
    return firstSent(frees.stream().filter(free -> free.latestNanos() >= sentNanos));
  }

  /** Returns up to when it is known to keep others out; a claim shows that it did not expire. */
  long untilNanos() {
    return isClaimed() ? freedNanos() : heldUntilNanos();
  }

  /** Returns whether it kept others out all the time of an attempt. */
  boolean covers(long sent, long done) {
    return sent >= heldNanos() && done < untilNanos();
  }

  boolean overlaps(HoldStory other) {
    long from = Math.max(heldNanos(), other.heldNanos());
    return from < Math.min(untilNanos(), other.untilNanos());
  }

  /** Returns whether it had expired for sure. */
  boolean isExpiredAt(long nanos) {
    return nanos > expiresNanos + SECOND_NANOS + slackNanos;
  }

  /** Returns whether its caller had let it go for sure. */
  boolean isLetGoAt(long nanos) {
    return letGos.stream()
        .anyMatch(letGo -> letGo.isAnswered(NO_CONTENT) && letGo.doneNanos() < nanos);
  }

  /** Returns whether it may have been claimed before. */
  boolean mayBeClaimedBefore(long nanos) {
    return claims.stream()
        .filter(claim -> claim.isAnswered(OK) || claim.answer().isEmpty())
        .anyMatch(claim -> claim.sentNanos() < nanos);
  }

  /** Returns whether it may keep others out at some time of this interval. */
  boolean mayStand(long from, long to) {
    if (sentNanos > to) {
      return false;
    }
    return mayBeClaimedBefore(to)
        ? !isFreedAt(from)
        : !isExpiredAt(from) && !isLetGoAt(from) && !isFreedAt(from);
  }

  /** Returns whether it was freed for sure, after all that was ever done to claim it. */
  private boolean isFreedAt(long nanos) {
    return frees.stream()
        .filter(free -> free.isAnswered(NO_CONTENT) && free.doneNanos() < nanos)
        .anyMatch(
            free ->
                command.doneNanos() < free.sentNanos()
                    && claims.stream().allMatch(c -> c.latestNanos() < free.sentNanos()));
  }

  private static long firstSent(Stream<Attempt> attempts) {
    return attempts.flatMapToLong(a -> LongStream.of(a.sentNanos())).min().orElse(Long.MAX_VALUE);
  }
}
