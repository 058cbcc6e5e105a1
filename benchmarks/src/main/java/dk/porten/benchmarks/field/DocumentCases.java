package dk.porten.benchmarks.field;

import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random cases of three documents at Citizen Service, each kind of fact given or left out. */
final class DocumentCases {

  static final int DOCUMENTS = 3;

  private static final DocumentType[] TYPES = DocumentType.values();
  private static final Truth[] TRUTHS = Truth.values();
  private static final String[] ISSUERS = {"DK", "DK", "DK", "GL", "FO", "SE"};
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

  private final Random random;

  DocumentCases(long seed) {
    random = new Random(seed);
  }

  /** Returns the next case. */
  DocumentQuestion next() {
    LocalDate on = FIRST_DAY.plusDays(random.nextInt(730));
    List<Document> documents = new ArrayList<>(DOCUMENTS);
    for (int i = 0; i < DOCUMENTS; i++) {
      documents.add(document(on));
    }
    return new DocumentQuestion(documents, on, Venue.CITIZEN_SERVICE, 0);
  }

  private Document document(LocalDate on) {
    DocumentType type = TYPES[random.nextInt(TYPES.length)];
    return new Document(
        type,
        Country.find(ISSUERS[random.nextInt(ISSUERS.length)]).orElseThrow(),
        isOneIn(8) ? DocumentForm.APP : DocumentForm.PHYSICAL,
        isOneIn(16) != type.hasPhotoByDefault(),
        TRUTHS[random.nextInt(TRUTHS.length)],
        isOneIn(16),
        expiresOn(on),
        isOneIn(4),
        isOneIn(4) ? null : on.minusDays(random.nextInt(120) - 5),
        isOneIn(4) ? null : on.getYear() - random.nextInt(3),
        isOneIn(8) ? Truth.UNKNOWN : Truth.of(!isOneIn(16)));
  }

  private @Nullable LocalDate expiresOn(LocalDate on) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> null;
      case 2 -> on.plusDays(random.nextInt(3) - 1);
      default -> on.plusDays(random.nextInt(2_000) - 200);
    };
  }

  private boolean isOneIn(int count) {
    return random.nextInt(count) == 0;
  }
}
