package dk.porten.gateway.http;

import java.util.OptionalDouble;

/** The text in which metrics are scraped. */
public final class ScrapedMetrics {
  private ScrapedMetrics() {}

  /** Finds a metric's value by its name and labels as they are written. */
  public static OptionalDouble find(String scraped, String nameAndLabels) {
    return scraped
        .lines()
        .filter(line -> line.startsWith(nameAndLabels + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(nameAndLabels.length() + 1)))
        .findFirst();
  }
}
