package dk.porten.gateway.http.head;

import dk.porten.gateway.http.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the head of a request says, whatever it asks, and what speaks against it. */
public final class RequestHead {

  /** The length of a body that comes in chunks. */
  public static final long UNKNOWN = -1;

  private static final CharSequence EXPECT = HttpHeaders.createOptimized("expect");
  private static final Set<HttpMethod> METHODS = Set.copyOf(HttpMethod.values());
  private static final String PATH_CHARACTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._@";

  private static final String CONTINUE = "100-continue";
  private static final String HTTP = "http://";
  private static final String HTTPS = "https://";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /**
   * How many entries of a list are read: a head has room for thousands, but nobody needs so many.
   */
  private static final int MAX_ENTRIES = 64;

  private RequestHead() {}

  /**
   * Returns what speaks against a request; null if it has one host and can be meant in one way
   * only.
   */
  public static @Nullable ProblemCode refusal(HttpServerRequest request) {
    if (request.decoderResult() instanceof HeadFault fault) {
      return fault.code();
    }
    if (request.headers().getAll(HttpHeaders.HOST).size() != 1
        || request.authority() == null
        || !isOfHost(request.uri(), request.authority())) {
      return ProblemCode.INVALID_REQUEST;
    }
    return request.headers().contains(EXPECT) && expectsOther(request)
        ? ProblemCode.EXPECTATION_FAILED
        : null;
  }

  /**
   * Says whether a caller waits for {@code 100 Continue} before it sends the body, which HTTP/1.0
   * does not have.
   */
  public static boolean expectsContinue(HttpServerRequest request) {
    return request.headers().contains(EXPECT) && request.version() == HttpVersion.HTTP_1_1;
  }

  /**
   * Returns the announced length of the body in bytes: 0 if there is none, {@link #UNKNOWN} if it
   * comes in chunks.
   */
  public static long bodyLength(HttpServerRequest request) {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return Long.parseLong(length);
    }
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? UNKNOWN : 0;
  }

  /** Returns the method's name; {@code other} for one that is not a standard method. */
  public static String methodName(HttpServerRequest request) {
    return METHODS.contains(request.method()) ? request.method().name() : "other";
  }

  /** Returns the entries of a list (RFC 9110, 5.6.1), stripped; no more than the first 64. */
  public static List<String> entries(String list) {
    return Arrays.stream(list.split(",", MAX_ENTRIES + 1))
        .limit(MAX_ENTRIES)
        .map(String::strip)
        .toList();
  }

  /** Returns a header that is a list, which may come in several lines (RFC 9110, 5.3). */
  public static @Nullable String list(HttpServerRequest request, CharSequence name) {
    List<String> lines = request.headers().getAll(name);
    return switch (lines.size()) {
      case 0 -> null;
      case 1 -> lines.get(0);
      default -> String.join(",", lines);
    };
  }

  /** Says whether the body has a coding besides none. */
  public static boolean isCompressed(HttpServerRequest request) {
    if (!request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
      return false;
    }
    @Nullable String encoding = list(request, HttpHeaders.CONTENT_ENCODING);
    return encoding != null && !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity");
  }

  /**
   * Says whether a path has the one spelling that is answered: escaped is nothing but {@code @},
   * and no segment is empty or begins with a dot. If other spellings were accepted, a proxy in
   * front of us might take them for another path and not apply its rules (docs/decisions/0016).
   */
  public static boolean isPlain(@Nullable String path) {
    if (path == null || !path.startsWith("/") || path.contains("//") || path.contains("/.")) {
      return false;
    }
    if (path.endsWith("/")) {
      return path.length() == 1;
    }
    for (int i = 0; i < path.length(); i++) {
      if (PATH_CHARACTERS.indexOf(path.charAt(i)) < 0 && !path.startsWith("%40", i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean expectsOther(HttpServerRequest request) {
    List<String> lines = request.headers().getAll(EXPECT);
    return request.version() == HttpVersion.HTTP_1_1
        && !lines.stream().allMatch(CONTINUE::equalsIgnoreCase);
  }

  /**
   * Says whether a request's target is a path, or of the same host as the header {@code Host}. An
   * absolute target takes precedence over the header (RFC 9112, 3.2.2), but a proxy in front of us
   * may have gone by the header.
   */
  private static boolean isOfHost(String target, HostAndPort host) {
    if (target.startsWith("/") || target.equals("*")) {
      return true;
    }
    String start = target.substring(0, Math.min(target.length(), HTTPS.length()));
    String scheme = start.toLowerCase(Locale.ROOT);
    if (scheme.startsWith(HTTP)) {
      return isHost(target.substring(HTTP.length()), host, HTTP_PORT);
    }
    return scheme.equals(HTTPS) && isHost(target.substring(HTTPS.length()), host, HTTPS_PORT);
  }

  private static boolean isHost(String rest, HostAndPort host, int port) {
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    @Nullable HostAndPort named = HostAndPort.parseAuthority(rest.substring(0, end), -1);
    return named != null
        && named.host().equalsIgnoreCase(host.host())
        && orDefault(named.port(), port) == orDefault(host.port(), port);
  }

  private static int orDefault(int port, int byDefault) {
    return port < 0 ? byDefault : port;
  }
}
