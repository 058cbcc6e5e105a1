#!/usr/bin/env bash
# vertx-pg-client 5.0.12 and PostgreSQL 15: why a TLS handshake fails is not in the failure
#
# PostgreSQL's certificate is of a CA that the client does not trust, then of another name than the one that is asked for. The JDBC
# driver 42.7.7 tells both: its causes end in "unable to find valid certification path", or it names the host that could not be
# verified. The reactive client fails with "SSL handshake failed" and no cause in either case, so neither a log nor a program can
# tell a CA that is not trusted from a wrong name or from a certificate that has expired.
#
# Seen: jdbc verify-ca: … unable to find valid certification path …     vertx verify-ca: VertxException: SSL handshake failed;
#       jdbc verify-full: … hostname 127.0.0.1 could not be verified …   vertx verify-full: VertxException: SSL handshake failed;
# Needs Debian's postgresql-15, openssl, Java 17 and Maven. Makes a server of its own on a free port of loopback.
set -u
place=$(mktemp -d)
chmod 755 "$place"
bin=/usr/lib/postgresql/15/bin
as=()
[ "$(id -u)" != 0 ] || as=(setpriv --reuid=postgres --regid=postgres --init-groups)
trap '"${as[@]}" $bin/pg_ctl -D "$place/db/data" -m immediate stop >/dev/null 2>&1; rm -rf "$place"' EXIT
cd "$place" || exit 1

cat >pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies>
<dependency><groupId>io.vertx</groupId><artifactId>vertx-pg-client</artifactId><version>5.0.12</version></dependency>
<dependency><groupId>com.ongres.scram</groupId><artifactId>scram-client</artifactId><version>3.1</version></dependency>
<dependency><groupId>org.postgresql</groupId><artifactId>postgresql</artifactId><version>42.7.7</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib || exit 1

for ca in right other; do
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$ca" -keyout $ca.key -out $ca.pem 2>/dev/null
done
mkdir db && cp right.pem right.key db && [ "$(id -u)" != 0 ] || chown -R postgres db
chmod 600 db/right.key
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"${as[@]}" $bin/initdb -D db/data -U tester -A trust >/dev/null &&
  "${as[@]}" $bin/pg_ctl -w -D db/data -l db/log -o "-p $port -k $place/db -c ssl=on -c ssl_cert_file=../right.pem -c ssl_key_file=../right.key" start >/dev/null || exit 1

cat >Try.java <<'JAVA'
import io.vertx.core.net.*;
import io.vertx.pgclient.*;
import java.sql.DriverManager;

class Try {
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    for (String[] way : new String[][] {{"verify-ca", "other.pem"}, {"verify-full", "right.pem"}}) {
      try {
        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=tester&sslmode=" + way[0] + "&sslrootcert=" + way[1]);
      } catch (Exception failure) {
        tell("jdbc", way[0], failure);
      }
      var options = new PgConnectOptions().setHost("127.0.0.1").setPort(port).setUser("tester").setDatabase("postgres")
          .setSslMode(SslMode.of(way[0]))
          .setSslOptions(new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS").setTrustOptions(new PemTrustOptions().addCertPath(way[1])));
      var vertx = io.vertx.core.Vertx.vertx();
      try {
        PgConnection.connect(vertx, options).await();
      } catch (Throwable failure) {
        tell("vertx", way[0], failure);
      }
      vertx.close().await();
    }
  }

  static void tell(String client, String mode, Throwable failure) {
    System.out.print(client + " " + mode + ":");
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      System.out.print(" " + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ";");
    }
    System.out.println();
  }
}
JAVA
java -cp 'lib/*' Try.java "$port" 2>/dev/null | tee said
grep -q '^jdbc verify-ca:.*unable to find valid certification path' said &&
  grep -q '^jdbc verify-full:.*hostname 127.0.0.1 could not be verified' said &&
  [ "$(grep -cE '^vertx verify-(ca|full): VertxException: SSL handshake failed;$' said)" = 2 ]
