package dk.porten.gateway.http.connection;

import dk.porten.gateway.http.head.HeadFault;
import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's decoder of requests, made strict where two readers could disagree on where a request
 * ends or what its head says: a line that continues in the next, a header without a name, a length
 * with a leading zero, a transfer coding besides {@code chunked}, another version of HTTP
 * (docs/decisions/0019). It hands such a head on as a request with a {@link HeadFault} and without
 * a body, and also a head that it cannot read at all. After that it reads nothing more.
 */
final class HeadDecoder extends VertxHttpRequestDecoder {

  private static final int LINE_END = 2;
  private static final String CHUNKED = "chunked";
  private static final String HTTP_1_1 = HttpVersion.HTTP_1_1.text();
  private static final String HTTP_1_0 = HttpVersion.HTTP_1_0.text();
  private static final Pattern OTHER_VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

  /** The method of a request whose first line could not be read. */
  private static final HttpMethod UNREAD = new HttpMethod("UNREAD");

  private static final List<AsciiString> OF_BODY_AND_CONNECTION =
      List.of(
          HttpHeaderNames.CONNECTION,
          HttpHeaderNames.CONTENT_LENGTH,
          HttpHeaderNames.EXPECT,
          HttpHeaderNames.TRANSFER_ENCODING);

  private final ConnectionGuard guard;
  private String version = "";
  private boolean isInHead = true;
  private int headBytes;
  private int headers;
  private int lengths;
  private boolean isOver;

  HeadDecoder(HttpServerOptions options, ConnectionGuard guard) {
    super(options);
    this.guard = guard;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    guard.received();
    super.channelRead(context, message);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (isOver) {
      guard.drop(bytes.readableBytes());
      bytes.skipBytes(bytes.readableBytes());
      return;
    }
    int start = isInHead && headBytes == 0 ? startOfHead(bytes) : bytes.readerIndex();
    int decoded = out.size();
    super.decode(context, bytes, out);
    if (isInHead) {
      headBytes += Math.max(0, bytes.readerIndex() - start);
    }
    if (out.size() > decoded) {
      judge(out, decoded);
    }
  }

  /** Returns where the first line begins: empty ones before it are passed over. */
  private static int startOfHead(ByteBuf bytes) {
    int start = bytes.readerIndex();
    while (start < bytes.writerIndex()
        && (bytes.getByte(start) == '\r' || bytes.getByte(start) == '\n')) {
      start++;
    }
    return start;
  }

  @Override
  protected HttpMessage createMessage(String[] line) {
    version = line[2];
    // The trailers of a body before it were counted too.
    headers = 0;
    lengths = 0;
    return super.createMessage(line);
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (length == 0) {
      throw new IllegalArgumentException("a header without a name");
    }
    headers++;
    AsciiString name = super.splitHeaderName(line, start, length);
    if (name.contentEqualsIgnoreCase(HttpHeaderNames.CONTENT_LENGTH)) {
      lengths++;
    }
    return name;
  }

  private void judge(List<Object> out, int first) {
    Object last = out.get(out.size() - 1);
    if (out.get(first) instanceof HttpRequest request) {
      ProblemCode fault = fault(request);
      version = "";
      headBytes = 0;
      if (fault != null) {
        isOver = true;
        out.subList(first, out.size()).clear();
        out.add(refused(request, fault));
        out.add(LastHttpContent.EMPTY_LAST_CONTENT);
      } else {
        isInHead = last instanceof LastHttpContent;
      }
    } else if (last instanceof HttpContent content && content.decoderResult().isFailure()) {
      isOver = true;
      if (guard.refuseBody(new ProblemException(Problem.badHttp()))) {
        out.remove(out.size() - 1);
        ReferenceCountUtil.release(last);
      }
    } else {
      isInHead = last instanceof LastHttpContent;
    }
  }

  private @Nullable ProblemCode fault(HttpRequest request) {
    DecoderResult result = request.decoderResult();
    if (result.cause() instanceof TooLongHttpLineException) {
      return ProblemCode.URI_TOO_LONG;
    }
    if (!version.equals(HTTP_1_1) && !version.equals(HTTP_1_0)) {
      return OTHER_VERSION.matcher(version).matches()
          ? ProblemCode.HTTP_VERSION_NOT_SUPPORTED
          : ProblemCode.INVALID_REQUEST;
    }
    if (result.cause() instanceof TooLongHttpHeaderException) {
      return ProblemCode.HEADER_FIELDS_TOO_LARGE;
    }
    if (version.equals(HTTP_1_1) && request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
      if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase(CHUNKED)) {
        return isInChunks(String.join(",", codings))
            ? ProblemCode.UNKNOWN_TRANSFER_CODING
            : ProblemCode.INVALID_REQUEST;
      }
    }
    return isFailureOrFolded(result) || hasOddLength(request.headers())
        ? ProblemCode.INVALID_REQUEST
        : null;
  }

  /**
   * Says whether the head could not be read, or has a line that goes on in the next. That one has
   * been made one value by now, but its end is among the bytes: of each header, of the first line
   * and of the empty one there are two that the result does not count.
   */
  private boolean isFailureOrFolded(DecoderResult result) {
    return !(result instanceof HttpMessageDecoderResult read)
        || headBytes != read.totalSize() + LINE_END * (headers + 2);
  }

  /**
   * Says whether chunks are the outermost of several codings, so that it is known where the body
   * ends (RFC 9112, 6.1), though not what it is.
   */
  private static boolean isInChunks(String codings) {
    int end = codings.length();
    while (end > 0 && " \t,".indexOf(codings.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = codings.lastIndexOf(',', end - 1) + 1;
    return codings.substring(start, end).strip().equalsIgnoreCase(CHUNKED);
  }

  /** Says whether two readers could take it for another length; of several Netty keeps one. */
  private boolean hasOddLength(HttpHeaders headers) {
    @Nullable String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    return lengths > 1 || (length != null && length.length() > 1 && length.charAt(0) == '0');
  }

  /**
   * Returns what is handed on in its stead: without a body, and without what it says of that or of
   * the connection, whose end is ours to say.
   */
  private static HttpRequest refused(HttpRequest request, ProblemCode fault) {
    boolean isRead = !(request instanceof FullHttpRequest);
    HttpHeaders headers = request.headers();
    OF_BODY_AND_CONNECTION.forEach(headers::remove);
    var refused =
        new DefaultHttpRequest(
            HttpVersion.HTTP_1_1,
            isRead ? request.method() : UNREAD,
            isRead ? request.uri() : "*",
            headers);
    refused.setDecoderResult(new HeadFault(fault));
    return refused;
  }
}
