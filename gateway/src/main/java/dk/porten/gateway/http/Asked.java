package dk.porten.gateway.http;

import dk.porten.core.pack.Language;
import dk.porten.gateway.auth.Caller;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.IdempotencyKey;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By whom and how something is asked, besides the question.
 *
 * @param id the path's parameter, if it has one
 * @param idempotencyKey only of an operation that needs it
 */
record Asked(
    Caller caller,
    String requestId,
    Language language,
    @Nullable String id,
    @Nullable IdempotencyKey idempotencyKey) {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  Author author() {
    return new Author(caller.client(), caller.subject(), requestId);
  }

  IdempotencyKey key() {
    return Objects.requireNonNull(idempotencyKey);
  }

  /** Returns the path's parameter, or fails with what is missing if it is no UUID. */
  UUID uuid(ProblemCode missing) {
    if (id == null || !UUID_FORM.matcher(id).matches()) {
      throw new ProblemException(missing);
    }
    return UUID.fromString(id);
  }
}
