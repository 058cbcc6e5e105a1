package dk.porten.gateway.http.question;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackChoice;
import dk.porten.core.PackShelf;
import dk.porten.gateway.http.json.FaultCode;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which rules a request asks for.
 *
 * @param on null is today
 */
public record PackRequest(String rulePack, @Nullable LocalDate on) {

  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);
  private static final int MAX_NAME = 64;
  private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*(@[1-9][0-9]{0,8})?";

  /**
   * The rules that judge a request.
   *
   * @param on the day that is judged
   */
  public record Judge<D>(D decision, LocalDate on, String rulePack) {}

  /** Reads the members {@code rulePack} and {@code on}. */
  public static PackRequest read(RequestObject request) {
    return new PackRequest(rulePack(request), request.date("on", FIRST_DAY, LAST_DAY));
  }

  /**
   * Reads the same of something that took place: today, where the pack is from, or shortly before.
   */
  public static PackRequest readPast(
      RequestObject request, int maxDays, PackShelf shelf, Instant now) {
    String rulePack = rulePack(request);
    Optional<LocalDate> today = shelf.today(rulePack, now);
    LocalDate on =
        request.date(
            "on",
            today.map(day -> day.minusDays(maxDays)).orElse(FIRST_DAY),
            today.orElse(LAST_DAY));
    return new PackRequest(rulePack, on);
  }

  private static String rulePack(RequestObject request) {
    String rulePack = request.text("rulePack", MAX_NAME);
    // A longer name is not matched: the pattern would recurse until the stack overflows.
    if (rulePack != null && rulePack.length() <= MAX_NAME && !rulePack.matches(NAME)) {
      request.fault("rulePack", FaultCode.UNKNOWN_VALUE);
    }
    return Objects.requireNonNullElse(rulePack, PackShelf.DEFAULT_PACK);
  }

  /** Finds the decision that is asked for; throws a problem if there is none. */
  public <D> Judge<D> judge(
      PackShelf shelf, Instant now, Function<CompiledPack, Optional<D>> decision) {
    return judge(shelf.choose(rulePack, on, now), decision);
  }

  /** Finds the same for what is put on record. */
  public <D> Judge<D> judgeRecord(
      PackShelf shelf, Instant now, Function<CompiledPack, Optional<D>> decision) {
    return judge(shelf.chooseInForce(rulePack, on, now), decision);
  }

  private static <D> Judge<D> judge(
      PackChoice choice, Function<CompiledPack, Optional<D>> decision) {
    if (choice instanceof PackChoice.Found found) {
      D ruled =
          decision
              .apply(found.pack())
              .orElseThrow(() -> new ProblemException(ProblemCode.NOT_RULED_BY_PACK));
      return new Judge<>(ruled, found.on(), found.pack().pack().reference());
    }
    throw new ProblemException(
        choice instanceof PackChoice.NotInForce
            ? ProblemCode.RULE_PACK_NOT_IN_FORCE
            : ProblemCode.UNKNOWN_RULE_PACK);
  }
}
