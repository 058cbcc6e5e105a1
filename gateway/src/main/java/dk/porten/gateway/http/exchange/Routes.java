package dk.porten.gateway.http.exchange;

import dk.porten.gateway.http.head.RequestHead;
import dk.porten.gateway.metrics.EndpointName;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The paths of the operations, and which methods each has. Immutable; any thread may ask. */
public final class Routes {

  /** The segment of a path that a request fills in. */
  static final String ID = ":id";

  /**
   * What a request's path leads to.
   *
   * @param routes one a method; at least one
   * @param id what the request filled in, if there is something to fill in
   */
  record Match(List<Route> routes, @Nullable String id) {

    /** Returns the route of a method, if there is one; what can be read has one for HEAD too. */
    @Nullable Route route(HttpMethod method) {
      HttpMethod meant = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
      for (Route route : routes) {
        if (route.method().equals(meant)) {
          return route;
        }
      }
      return null;
    }

    EndpointName name() {
      return routes.get(0).name();
    }

    /** Returns the methods, as {@code Allow} has them. */
    String allowed() {
      return routes.stream()
          .map(route -> route.method().name())
          .map(name -> name.equals("GET") ? "GET, HEAD" : name)
          .collect(Collectors.joining(", "));
    }
  }

  private record PathWithId(String start, String end, List<Route> routes) {

    static PathWithId of(String path, List<Route> routes) {
      int at = path.indexOf(ID);
      return new PathWithId(path.substring(0, at), path.substring(at + ID.length()), routes);
    }

    @Nullable Match match(String path) {
      int idEnd = path.length() - end.length();
      if (idEnd <= start.length() || !path.startsWith(start) || !path.endsWith(end)) {
        return null;
      }
      String id = path.substring(start.length(), idEnd);
      return id.indexOf('/') < 0 ? new Match(routes, id) : null;
    }
  }

  private final Map<String, Match> fixed = new HashMap<>();
  private final List<PathWithId> withId = new ArrayList<>();

  private Routes() {}

  /** Makes the table of all routes. */
  public static Routes of(Stream<Route> all) {
    var routes = new Routes();
    all.collect(Collectors.groupingBy(Route::path)).forEach(routes::add);
    return routes;
  }

  private void add(String path, List<Route> routes) {
    if (path.contains(ID)) {
      withId.add(PathWithId.of(path, routes));
    } else {
      fixed.put(path, new Match(routes, null));
    }
  }

  /** Finds what a path leads to; null if no operation. */
  @Nullable Match find(String path) {
    Match match = fixed.get(path);
    return match == null && RequestHead.isPlain(path) ? findWithId(path) : match;
  }

  private @Nullable Match findWithId(String path) {
    for (PathWithId candidate : withId) {
      Match match = candidate.match(path);
      if (match != null) {
        return match;
      }
    }
    return null;
  }
}
