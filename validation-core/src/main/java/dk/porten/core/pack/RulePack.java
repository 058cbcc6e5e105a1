package dk.porten.core.pack;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one authority for one period: immutable data (SPEC, "Rule packs"). A null section is
 * one that the pack does not rule.
 *
 * @param legacy whether it is kept for an eID that is no longer issued
 * @param validFrom the first day in force; null is open
 * @param validTo the last day in force; null is open
 * @param timeZone where "today" is
 * @param sources the pages that the rules come from, by id
 */
public record RulePack(
    String id,
    int version,
    boolean legacy,
    Authority authority,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validTo,
    ZoneId timeZone,
    Map<String, Source> sources,
    @Nullable UserIdRules userId,
    @Nullable DocumentRules documents,
    @Nullable WitnessRules witness) {

  /** Who decides by these rules, and how to reach them. */
  public record Authority(Map<Language, String> name, List<Contact> contacts) {}

  /** A way to reach an authority: a telephone number, say. */
  public record Contact(String kind, String value) {}

  /** A page that rules come from. */
  public record Source(String title, @Nullable String url) {}

  public RulePack {
    sources = Map.copyOf(sources);
  }

  /** Returns {@code id@version}, which names this pack and no other. */
  public String reference() {
    return id + "@" + version;
  }

  /** Says whether the pack is in force on a day. */
  public boolean isInForce(LocalDate day) {
    return (validFrom == null || !day.isBefore(validFrom))
        && (validTo == null || !day.isAfter(validTo));
  }
}
