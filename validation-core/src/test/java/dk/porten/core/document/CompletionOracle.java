package dk.porten.core.document;

import dk.porten.core.document.PackClauses.ClassClause;
import dk.porten.core.document.PackClauses.Line;
import dk.porten.core.document.PackClauses.Proof;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The slow and obvious version of what else to bring (D40): all sets of one and two are tried. */
final class CompletionOracle {

  private static final LocalDate ON = LocalDate.of(2026, 6, 15);

  private final PackClauses pack;
  private final DocumentOracle oracle;
  private final List<String> easeOrder;

  /** By venue every further document that it takes, in the order of ease, with what it proves. */
  private final Map<Venue, Map<Further, Proof>> further = new EnumMap<>(Venue.class);

  private final Map<Hand, List<List<Further>>> known = new ConcurrentHashMap<>();

  /**
   * @param easeOrder the classes' ids, the easiest to bring first: data of the pack, no clause
   */
  CompletionOracle(PackClauses pack, List<String> easeOrder) {
    this.pack = pack;
    this.oracle = new DocumentOracle(pack);
    this.easeOrder = easeOrder;
    for (Venue venue : Venue.values()) {
      var proofs = new LinkedHashMap<Further, Proof>();
      all(venue).forEach(f -> proofs.put(f, proof(f, venue)));
      further.put(venue, proofs);
    }
  }

  /** A further document: of a class, with or without the demand that it shows the CPR number. */
  record Further(String documentClass, boolean demanded) {}

  /** What is in hand for sure, and where. */
  private record Hand(List<Proof> proofs, Venue venue) {}

  /** Returns all sets, in order. */
  List<List<Further>> bring(List<JudgedDocument> judged, Venue venue) {
    List<Proof> certain =
        DocumentOracle.proofs(judged, fact -> false).stream()
            .filter(proof -> !proof.classes().isEmpty())
            .toList();
    return oracle.firstMet(certain) != null
        ? List.of()
        : known.computeIfAbsent(new Hand(certain, venue), this::complete);
  }

  private List<List<Further>> complete(Hand hand) {
    List<Further> all = List.copyOf(proofsAt(hand.venue()).keySet());
    List<List<Further>> single =
        all.stream().map(List::of).filter(set -> isEnough(hand, set)).toList();
    var enough = new ArrayList<List<Further>>(single);
    for (int i = 0; i < all.size(); i++) {
      for (int j = i; j < all.size(); j++) {
        List<Further> set = List.of(all.get(i), all.get(j));
        if (single.stream().noneMatch(alone -> asksNoMore(alone, set)) && isEnough(hand, set)) {
          enough.add(set);
        }
      }
    }
    return enough.stream()
        .filter(
            set -> enough.stream().noneMatch(less -> !less.equals(set) && asksNoMore(less, set)))
        .sorted(
            Comparator.<List<Further>>comparingInt(List::size)
                .thenComparingInt(set -> rank(set.get(0)))
                .thenComparingInt(set -> rank(set.get(set.size() - 1)))
                .thenComparing(set -> set.get(0).demanded())
                .thenComparing(set -> set.get(set.size() - 1).demanded()))
        .toList();
  }

  private List<Further> all(Venue venue) {
    return pack.classes().stream()
        .filter(c -> c.venues().contains(venue))
        .sorted(Comparator.comparingInt(c -> easeOrder.indexOf(c.id())))
        .flatMap(c -> Stream.of(new Further(c.id(), false), new Further(c.id(), true)))
        .filter(further -> !isTwinUnderItsOtherName(further))
        .toList();
  }

  /** The plain class with the demand is its demanding twin, which is never without it. */
  private boolean isTwinUnderItsOtherName(Further further) {
    return further.demanded()
        ? pack.demandingTwins().containsValue(further.documentClass())
        : pack.demandingTwins().containsKey(further.documentClass());
  }

  private boolean isEnough(Hand hand, List<Further> set) {
    var proofs = new ArrayList<Proof>(hand.proofs());
    set.forEach(f -> proofs.add(Objects.requireNonNull(proofsAt(hand.venue()).get(f))));
    return oracle.firstMet(proofs) != null;
  }

  private Map<Further, Proof> proofsAt(Venue venue) {
    return Objects.requireNonNull(further.get(venue));
  }

  private Proof proof(Further further, Venue venue) {
    ClassClause documentClass =
        pack.classes().stream()
            .filter(c -> c.id().equals(further.documentClass()))
            .findFirst()
            .orElseThrow();
    Document document = example(documentClass.lines().get(0), further.demanded());
    return JudgedDocument.judge(pack, document, ON, Listing.of(pack, document, venue))
        .proof(fact -> false);
  }

  /** Returns a valid document of a line. */
  private static Document example(Line line, boolean cprShown) {
    DocumentType type = line.types().stream().min(Comparator.naturalOrder()).orElseThrow();
    String issuer = Stream.of("DK", "FO", "SE").filter(line.issuers()).findFirst().orElseThrow();
    return new Document(
        type,
        Country.find(issuer).orElseThrow(),
        line.forms().contains(DocumentForm.PHYSICAL) ? DocumentForm.PHYSICAL : DocumentForm.APP,
        type.hasPhotoByDefault(),
        Truth.of(cprShown),
        false,
        ON.plusYears(1),
        false,
        ON,
        type == DocumentType.TAX_ASSESSMENT_NOTICE ? ON.getYear() - 1 : ON.getYear(),
        Truth.TRUE);
  }

  /** Says whether one set asks for a part of what another asks for, or for the same. */
  private boolean asksNoMore(List<Further> less, List<Further> set) {
    if (less.size() == 1) {
      return set.stream().anyMatch(further -> asksNoMore(less.get(0), further));
    }
    return set.size() == 2
        && ((asksNoMore(less.get(0), set.get(0)) && asksNoMore(less.get(1), set.get(1)))
            || (asksNoMore(less.get(0), set.get(1)) && asksNoMore(less.get(1), set.get(0))));
  }

  private boolean asksNoMore(Further less, Further further) {
    String plainTwin = pack.demandingTwins().get(further.documentClass());
    return less.equals(further)
        || (!less.demanded()
            && further.demanded()
            && (less.documentClass().equals(further.documentClass())
                || less.documentClass().equals(plainTwin)));
  }

  private int rank(Further further) {
    return easeOrder.indexOf(further.documentClass());
  }
}
