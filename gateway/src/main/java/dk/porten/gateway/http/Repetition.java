package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dk.porten.core.pack.Language;
import dk.porten.gateway.auth.Caller;
import dk.porten.gateway.metrics.EndpointName;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers requests with the same head as an earlier request that was accepted. Of the head only the
 * caller's token is checked again, because it may have expired.
 */
final class Repetition {

  private static final byte[] STATUS = "HTTP/1.1 200 OK\r\nX-Request-Id: ".getBytes(US_ASCII);
  private static final byte[] HEADERS =
      "\r\ncache-control: no-store\r\ncontent-type: application/json\r\ncontent-length: "
          .getBytes(US_ASCII);
  private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);
  private static final int MOST_VARIABLE_BYTES = 128;

  private final Loop loop;
  private final EndpointName endpoint;
  private final OperationHandler<?> operation;
  private final Language language;
  private final Supplier<Optional<Caller>> admission;

  /**
   * @param admission tells who calls, if they still may
   */
  Repetition(
      Loop loop,
      EndpointName endpoint,
      OperationHandler<?> operation,
      Language language,
      Supplier<Optional<Caller>> admission) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.operation = operation;
    this.language = language;
    this.admission = admission;
  }

  /** Answers a body if that can be done at once and with a verdict; else does nothing. */
  boolean isAnswered(byte[] body, ChannelHandlerContext context) {
    long startNanos = System.nanoTime();
    if (loop.shedder().refuses(Priority.CHECKS, startNanos)) {
      return false;
    }
    Optional<Caller> caller = admission.get();
    if (caller.isEmpty()) {
      return false;
    }
    String requestId = loop.ids().make();
    Answer answer =
        operation.answerNow(body, new Asked(caller.get(), requestId, language, null, null));
    if (answer == null) {
      return false;
    }
    assert answer.status() == 200;
    loop.metrics().repetition();
    ChannelFuture unused =
        context.writeAndFlush(
            response(context, requestId, ((BufferInternal) answer.json()).getByteBuf()),
            context.voidPromise());
    loop.count(requestId, null, endpoint, "POST", answer.status(), answer.outcome(), startNanos);
    return true;
  }

  private ByteBuf response(ChannelHandlerContext context, String requestId, ByteBuf json) {
    int most =
        STATUS.length + HEADERS.length + END.length + MOST_VARIABLE_BYTES + json.readableBytes();
    ByteBuf response = context.alloc().ioBuffer(most);
    response.writeBytes(STATUS);
    response.writeCharSequence(requestId, US_ASCII);
    response.writeBytes(loop.date().line());
    response.writeBytes(HEADERS);
    response.writeCharSequence(Integer.toString(json.readableBytes()), US_ASCII);
    return response.writeBytes(END).writeBytes(json);
  }
}
