package dk.porten.gateway.http.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dk.porten.gateway.http.exchange.ResponseHead;
import dk.porten.gateway.http.loop.ResponseDate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/** The bytes of a verdict that is sent without Vert.x. */
final class RawVerdict {

  private static final byte[] UP_TO_ID = ResponseHead.VERDICT_UP_TO_ID.getBytes(US_ASCII);
  private static final byte[] AFTER_DATE = ResponseHead.VERDICT_AFTER_DATE.getBytes(US_ASCII);
  private static final byte[] END = ResponseHead.END.getBytes(US_ASCII);
  private static final int MOST_VARIABLE_BYTES = 128;

  private RawVerdict() {}

  static ByteBuf encode(
      String requestId, ResponseDate date, Buffer body, ByteBufAllocator allocator) {
    ByteBuf json = ((BufferInternal) body).getByteBuf();
    int length = json.readableBytes();
    int most = UP_TO_ID.length + AFTER_DATE.length + END.length + MOST_VARIABLE_BYTES + length;
    ByteBuf verdict = allocator.ioBuffer(most);
    verdict.writeBytes(UP_TO_ID);
    verdict.writeCharSequence(requestId, US_ASCII);
    verdict.writeBytes(date.line());
    verdict.writeBytes(AFTER_DATE);
    verdict.writeCharSequence(Integer.toString(length), US_ASCII);
    return verdict.writeBytes(END).writeBytes(json);
  }
}
