package dk.porten.core.pack;

import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Venue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A list of classes compiled for look-up: which of them take a document, as a mask with a bit for
 * each class. Countries that no line of the list tells apart share a column. Immutable.
 */
public final class AcceptanceTable {

  private static final int FORMS = DocumentForm.values().length;
  private static final int TYPES = DocumentType.values().length;

  private final int columns;
  private final int[] columnOfCountry = new int[Country.COUNT + 1];
  private final long[] taken;
  private final long[] takenWithoutPhoto;
  private final long[] atVenue = new long[Venue.values().length];
  private final long cprNumberRequired;

  /** Compiles a list of at most {@link DocumentRules#MAX_CLASSES} classes. */
  public AcceptanceTable(List<DocumentClass> classes) {
    Map<List<Boolean>, Integer> columnOfSignature = new HashMap<>();
    assignColumn(0, null, classes, columnOfSignature);
    for (Country country : Country.all()) {
      assignColumn(country.index(), country, classes, columnOfSignature);
    }
    columns = columnOfSignature.size();
    taken = new long[TYPES * FORMS * columns];
    takenWithoutPhoto = new long[taken.length];
    fill(0, null, classes);
    for (Country country : Country.all()) {
      fill(country.index(), country, classes);
    }
    for (Venue venue : Venue.values()) {
      atVenue[venue.ordinal()] = mask(classes, c -> c.venues().contains(venue));
    }
    cprNumberRequired = mask(classes, DocumentClass::cprNumberRequired);
  }

  /** Returns the classes that take such a document, wherever and whatever it shows. */
  public long taking(DocumentType type, @Nullable Country issuer, DocumentForm form) {
    return taken[index(type, issuer == null ? 0 : issuer.index(), form)];
  }

  /** Returns the classes that take this document at a venue (D6–D8); CPR number aside. */
  public long classesOf(Document document, Venue venue) {
    return takingAsShown(document) & classesAt(venue);
  }

  /** Returns the classes that take documents at a venue. */
  public long classesAt(Venue venue) {
    return atVenue[venue.ordinal()];
  }

  /** Returns the classes whose documents must show the CPR number. */
  public long cprNumberRequired() {
    return cprNumberRequired;
  }

  private long takingAsShown(Document document) {
    Country issuer = document.issuer();
    int index = index(document.type(), issuer == null ? 0 : issuer.index(), document.form());
    return document.photo() ? taken[index] : takenWithoutPhoto[index];
  }

  private int index(DocumentType type, int country, DocumentForm form) {
    return (type.ordinal() * FORMS + form.ordinal()) * columns + columnOfCountry[country];
  }

  private void assignColumn(
      int index,
      @Nullable Country country,
      List<DocumentClass> classes,
      Map<List<Boolean>, Integer> columnOfSignature) {
    List<Boolean> signature =
        classes.stream()
            .flatMap(c -> c.accepts().stream())
            .map(line -> line.issuers().contain(country))
            .toList();
    Integer column = columnOfSignature.putIfAbsent(signature, columnOfSignature.size());
    columnOfCountry[index] = column == null ? columnOfSignature.size() - 1 : column;
  }

  private void fill(int index, @Nullable Country country, List<DocumentClass> classes) {
    for (DocumentType type : DocumentType.values()) {
      for (DocumentForm form : DocumentForm.values()) {
        for (int c = 0; c < classes.size(); c++) {
          for (DocumentClass.Acceptance line : classes.get(c).accepts()) {
            if (line.accepts(type, country, form)) {
              int cell = index(type, index, form);
              taken[cell] |= 1L << c;
              if (!line.photoRequired() || form == DocumentForm.APP) {
                takenWithoutPhoto[cell] |= 1L << c;
              }
            }
          }
        }
      }
    }
  }

  private static long mask(List<DocumentClass> classes, Predicate<DocumentClass> condition) {
    long mask = 0;
    for (int c = 0; c < classes.size(); c++) {
      mask |= condition.test(classes.get(c)) ? 1L << c : 0;
    }
    return mask;
  }
}
