package dk.porten.core.pack;

import dk.porten.core.fact.Country;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Venue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents that a pack treats alike: two of one class are one proof.
 *
 * @param plain the class that this one is, but for the CPR number which it must show; null if it is
 *     a class of its own
 * @param cprNumberRequired whether a document is of this class only if it shows the CPR number
 */
public record DocumentClass(
    String id,
    List<Acceptance> accepts,
    @Nullable String plain,
    boolean cprNumberRequired,
    Set<Venue> venues,
    String source) {

  public DocumentClass {
    accepts = List.copyOf(accepts);
    venues = Set.copyOf(venues);
  }

  /**
   * One line of a class: a type of document, who issues it, and how it may be carried.
   *
   * @param photoRequired whether it must show a picture (D8); an app always does
   */
  public record Acceptance(
      DocumentType type, Issuers issuers, Set<DocumentForm> forms, boolean photoRequired) {

    /** Says whether this line takes such a document. */
    public boolean accepts(DocumentType type, @Nullable Country issuer, DocumentForm form) {
      return this.type == type && issuers.contain(issuer) && forms.contains(form);
    }
  }

  /**
   * A set of countries: those listed, or all except those listed. All except none also takes a
   * document whose issuer was left out.
   */
  public record Issuers(boolean except, List<Country> listed) {

    public Issuers {
      listed = List.copyOf(listed);
    }

    /** Says whether a document of this issuer is meant. */
    public boolean contain(@Nullable Country issuer) {
      return issuer == null ? except && listed.isEmpty() : except != listed.contains(issuer);
    }
  }
}
