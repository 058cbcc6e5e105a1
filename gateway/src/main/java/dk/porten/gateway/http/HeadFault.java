package dk.porten.gateway.http;

import io.netty.handler.codec.DecoderResult;

/**
 * Why a request cannot be taken for what its head says. To Vert.x it is no failure, for that would
 * close the connection with bytes unread, and so the answer would be lost.
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
