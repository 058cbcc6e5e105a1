package dk.porten.gateway.http.head;

import dk.porten.gateway.http.problem.ProblemCode;
import io.netty.handler.codec.DecoderResult;

/**
 * Why a request's head is refused. Vert.x must not see it as a failure: it would close the
 * connection with bytes unread, and the answer would be lost.
 */
public final class HeadFault extends DecoderResult {

  private final ProblemCode code;

  public HeadFault(ProblemCode code) {
    super(SIGNAL_SUCCESS);
    this.code = code;
  }

  ProblemCode code() {
    return code;
  }
}
