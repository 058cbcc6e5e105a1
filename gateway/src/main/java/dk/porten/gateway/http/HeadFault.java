package dk.porten.gateway.http;

import io.netty.handler.codec.DecoderResult;

/**
 * Why a request's head is refused. Vert.x must not see it as a failure: it would close the
 * connection with bytes unread, and the answer would be lost.
 */
final class HeadFault extends DecoderResult {

  private final ProblemCode code;

  HeadFault(ProblemCode code) {
    super(SIGNAL_SUCCESS);
    this.code = code;
  }

  ProblemCode code() {
    return code;
  }
}
