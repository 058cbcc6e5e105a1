#!/usr/bin/env bash
# vertx-web 5.0.12: isFresh() forgets If-None-Match beside a date or in a second line, and produces() takes types by letter
#
# RFC 9110 says (13.1.3) that a server ignores If-Modified-Since where If-None-Match stands beside it, (5.3) that a list may come in
# several lines, (8.3.1) that media types have no case, and (12.4.2) that a type with q=0 is not wanted. The handlers below use
# nothing but RoutingContext.etag(..).isFresh() and Route.produces(..):
# - the matching tag alone is a 304; the same tag beside any If-Modified-Since is a 200, as the response has no Last-Modified;
# - the matching tag in the second line of If-None-Match is a 200; in one line, after a comma, it is a 304;
# - Accept: APPLICATION/JSON is a 406; Accept: application/json;q=0 is a 200.
# So a tag that is right has no effect as soon as a date stands beside it.
#
# Seen: tag 304, tag and date 200, one line 304, two lines 200, upper case 406, q=0 200
# Needs Java 17 or newer, Maven and curl.
set -u
version=5.0.12
place=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null; rm -rf "$place"' EXIT
cd "$place" || exit 1
cat >pom.xml <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>conditions</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>io.vertx</groupId><artifactId>vertx-web</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars || exit 1
cat >Server.java <<'JAVA'
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

public class Server {
  public static void main(String[] none) {
    Vertx vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    router
        .get("/page")
        .handler(
            asked -> {
              if (asked.etag("\"now\"").isFresh()) {
                asked.response().setStatusCode(304).end();
              } else {
                asked.end("page");
              }
            });
    router.get("/json").produces("application/json").handler(asked -> asked.end("{}"));
    vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .onSuccess(server -> System.out.println("port " + server.actualPort()));
  }
}
JAVA
java -cp 'jars/*' Server.java >out 2>err &
server=$!
for _ in $(seq 100); do grep -q '^port ' out && break; sleep 0.3; done
port=$(sed -n 's/^port //p' out)
ask() { curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port$1" "${@:2}"; }
date='If-Modified-Since: Tue, 01 Dec 2026 08:00:00 GMT'
seen="tag $(ask /page -H 'If-None-Match: "now"'), tag and date $(ask /page -H 'If-None-Match: "now"' -H "$date")"
seen+=", one line $(ask /page -H 'If-None-Match: "old", "now"')"
seen+=", two lines $(ask /page -H 'If-None-Match: "old"' -H 'If-None-Match: "now"')"
seen+=", upper case $(ask /json -H 'Accept: APPLICATION/JSON'), q=0 $(ask /json -H 'Accept: application/json;q=0')"
echo "$seen"
[ "$seen" = 'tag 304, tag and date 200, one line 304, two lines 200, upper case 406, q=0 200' ]
