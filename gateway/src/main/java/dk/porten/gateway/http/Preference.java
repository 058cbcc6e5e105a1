package dk.porten.gateway.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One entry of an {@code Accept} or {@code Accept-Language} header (RFC 9110).
 *
 * @param value in lower case, without parameters
 * @param quality from 0, not wanted, to 1
 */
record Preference(String value, double quality) {

  private static final String QUALITY = "q=";
  private static final Pattern QUALITY_VALUE = Pattern.compile("[01](\\.[0-9]{0,3})?");

  /** Parses a header; a quality that is none counts as 1. */
  static List<Preference> parse(String header) {
    return Arrays.stream(header.toLowerCase(Locale.ROOT).split(",", -1))
        .map(Preference::parseEntry)
        .toList();
  }

  /** Says whether an {@code Accept} header takes a media type. */
  static boolean accepts(String header, String mediaType) {
    if (header.equals("*/*") || header.equals(mediaType)) {
      return true;
    }
    String anySubtype = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
    double quality = 0;
    int specificity = 0;
    for (Preference preference : parse(header)) {
      int match =
          preference.value.equals(mediaType)
              ? 3
              : preference.value.equals(anySubtype) ? 2 : preference.value.equals("*/*") ? 1 : 0;
      if (match > specificity) {
        specificity = match;
        quality = preference.quality;
      }
    }
    return quality > 0;
  }

  private static Preference parseEntry(String entry) {
    String[] parts = entry.split(";", -1);
    double quality = 1;
    for (String parameter : parts) {
      String trimmed = parameter.strip();
      if (trimmed.startsWith(QUALITY)) {
        quality = parseQuality(trimmed.substring(QUALITY.length()));
      }
    }
    return new Preference(parts[0].strip(), quality);
  }

  private static double parseQuality(String text) {
    return QUALITY_VALUE.matcher(text).matches() ? Double.parseDouble(text) : 1;
  }
}
