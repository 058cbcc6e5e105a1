package dk.porten.gateway.http.question;

import dk.porten.core.pack.Language;
import dk.porten.gateway.auth.Caller;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.json.TextForms;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, in which language and under which ids: all that an operation is told besides the
 * question.
 *
 * @param account of the caller
 * @param id the path's parameter, if it has one
 * @param idempotencyKey only of an operation that needs it
 */
public record Asked(
    Caller caller,
    ClientAccount account,
    String requestId,
    Language language,
    @Nullable String id,
    @Nullable IdempotencyKey idempotencyKey) {

  /** Returns who answers for what is written. */
  public Author author() {
    return new Author(caller.client(), caller.subject(), requestId);
  }

  /** Returns the idempotency key; of an operation that needs it. */
  public IdempotencyKey key() {
    return Objects.requireNonNull(idempotencyKey);
  }

  /** Returns the path's parameter, or fails with what is missing if it is no UUID. */
  public UUID uuid(ProblemCode missing) {
    byte[] text = id == null ? new byte[0] : id.getBytes(StandardCharsets.UTF_8);
    UUID uuid = TextForms.uuid(text, 0, text.length);
    if (uuid == null) {
      throw new ProblemException(missing);
    }
    return uuid;
  }
}
