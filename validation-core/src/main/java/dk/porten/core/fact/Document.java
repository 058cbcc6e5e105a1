package dk.porten.core.fact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A document as the caller describes it (SPEC, "Documents"). What is null or {@link Truth#UNKNOWN}
 * was left out.
 *
 * @param issuer null only where the type allows it
 * @param photo whether it shows a picture
 * @param expiresOn the last day on which it is valid
 * @param noExpiryDate tells only where {@code expiresOn} is null
 * @param year the income year of a tax paper
 */
public record Document(
    DocumentType type,
    @Nullable Country issuer,
    DocumentForm form,
    boolean photo,
    Truth cprNumberShown,
    boolean temporary,
    @Nullable LocalDate expiresOn,
    boolean noExpiryDate,
    @Nullable LocalDate issuedOn,
    @Nullable Integer year,
    Truth nameMatchesCpr) {

  /** Returns the type only: the rest is the citizen's. */
  @Override
  public String toString() {
    return "Document[" + type.code() + "]";
  }
}
