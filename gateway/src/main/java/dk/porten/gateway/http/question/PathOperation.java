package dk.porten.gateway.http.question;

import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.question.PathOperation.InPath;

/** An operation that is asked for by its path alone. */
public interface PathOperation extends Operation<InPath> {

  /** A question that is all in the path. */
  record InPath() {}

  @Override
  default boolean needsBody() {
    return false;
  }

  @Override
  default InPath read(RequestObject request) {
    return new InPath();
  }
}
