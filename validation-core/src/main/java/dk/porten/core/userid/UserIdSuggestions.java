package dk.porten.core.userid;

import dk.porten.core.userid.UserIdForm.WellFormed;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Proposes user IDs near a wish that cannot be had (U9): what is left of it without digits, and a
 * short Danish word before or behind it. Immutable; any thread may call.
 *
 * <p>Which words come first is computed from the wish and the directory's key. It is the same on
 * every gateway, but nobody who knows a citizen's name can compute what was proposed for it
 * (docs/decisions/0005).
 */
public final class UserIdSuggestions {

  /** No more are tried. */
  static final int MOST_CANDIDATES = 100;

  /** No user ID: those have no line feed. */
  private static final String SEED_OF = "porten: suggestions, 1\n";

  /** In letters of every keyboard, none of them a usual first name. */
  private static final String[] WORDS =
      """
      dug regn frost vind hav fjord strand skov eng blad bakke sand klit tang musling rejse
      kaffe kakao vand saft suppe salt peber kanel timian eddike honning sirup nougat vanilje citron
      mandel lampe stol bord gulv tag mur bro vej sti gade torv havn skib sejl mole ror
      tog cykel bus hjul bog avis brev blyant papir kort klokke tromme harpe orgel sang vise
      dans spil bold kegle drage ballon hat frakke hue vante knap snor uld stof kurv pose
      kasse spand skovl rive spade hegn port have blomst tulipan svale spurv ugle egern hare kanin
      busk gran kvist elm ahorn bregne mos kogle tuja rug havre byg hvede majs kartoffel gulerod
      komet planet raket satellit magnet motor fjeder kompas globus kikkert pude stige lineal passer
      vinkel cirkel"""
          .split("\\s+");

  private static final int LONGEST_WORD = 9;
  private static final char[] SIGNS = {'-', '.', '_', '!'};

  /** Each word with each sign, before and behind: a power of two, so that odd steps meet all. */
  private static final int COMBINATIONS = WORDS.length * SIGNS.length * 2;

  private final SipHash hash;

  /**
   * @param hash under a key that is the same on every gateway
   */
  public UserIdSuggestions(SipHash hash) {
    this.hash = hash;
  }

  /**
   * Returns well-formed user IDs, none of them the wish, whether or not they are free; always the
   * same ones in the same order.
   *
   * @param wish in canonical form, well-formed or not
   */
  public Stream<UserId> near(String wish, UserIdDecision decision) {
    long seed = hash.hash(SEED_OF + wish);
    int first = (int) seed;
    int step = (int) (seed >>> Integer.SIZE) | 1;
    String stem = stem(wish, decision);
    String core = stem.isEmpty() ? WORDS[Math.floorMod(step, WORDS.length)] : stem;
    return IntStream.range(0, MOST_CANDIDATES)
        .mapToObj(i -> candidate(core, Math.floorMod(first + i * step, COMBINATIONS)))
        .distinct()
        .filter(text -> !text.equals(wish))
        .flatMap(
            text ->
                decision.decide(text) instanceof WellFormed legal
                    ? Stream.of(legal.userId())
                    : Stream.empty());
  }

  private static String candidate(String core, int combination) {
    int sign = combination / 2;
    String word = WORDS[sign / SIGNS.length];
    char between = SIGNS[sign % SIGNS.length];
    return combination % 2 == 0 ? core + between + word : word + between + core;
  }

  /**
   * Returns what of the wish can be in another user ID: no digit, for any of them may be of a date,
   * and letters at both ends.
   */
  private static String stem(String wish, UserIdDecision decision) {
    int room = decision.maxLength() - LONGEST_WORD - 1;
    String kept =
        wish.codePoints()
            .limit(decision.maxLength())
            .flatMap(c -> decision.allows(c) ? IntStream.of(c) : LatinSpelling.of(c).codePoints())
            .filter(c -> decision.allows(c) && !Character.isDigit(c))
            .dropWhile(c -> !Character.isLetter(c))
            .limit(Math.max(0, room))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    int end = kept.length();
    while (end > 0 && !Character.isLetter(kept.charAt(end - 1))) {
      end--;
    }
    return kept.substring(0, end);
  }
}
