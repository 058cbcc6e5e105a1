package dk.porten.core.fact;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A country or territory that issues documents: an ISO 3166-1 alpha-2 code, or {@code XK} (SPEC,
 * "Documents").
 *
 * @param code two capital letters
 * @param index a number from 1 to {@link #COUNT}, for tables; 0 is left for "no issuer"
 */
public record Country(String code, int index) {

  private static final Map<String, Country> BY_CODE = byCode();

  /** How many countries there are. */
  public static final int COUNT = BY_CODE.size();

  /** Looks a country up by its code, capital letters only. */
  public static Optional<Country> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** Returns every country, by code. */
  public static Iterable<Country> all() {
    return BY_CODE.values();
  }

  private static Map<String, Country> byCode() {
    var codes = new TreeMap<String, Country>();
    for (String code : Locale.getISOCountries()) {
      codes.put(code, new Country(code, codes.size() + 1));
    }
    codes.put("XK", new Country("XK", codes.size() + 1));
    return codes;
  }
}
