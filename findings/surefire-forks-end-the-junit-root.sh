#!/usr/bin/env bash
# Maven Surefire 3.5.4 and JUnit 5.14.4: with more than one fork, what JUnit keeps "for the whole run" is closed after every class
#
# JUnit's guide has an expensive resource of all tests put into the root context's store, which closes it "at the end of the whole
# test run". With one fork Surefire gives all classes to JUnit in one execution, so four classes share one resource. With forkCount 2
# and reuseForks true (both JVMs live to the end) each fork executes the classes one by one: every class makes and closes the
# resource anew, and nothing says so but the clock. A test database in that store is made as often as there are classes. What
# lives as one expects is the store of the launcher's session (ExtensionContext.StoreScope.LAUNCHER_SESSION, since JUnit 5.13):
# once in each fork.
#
# Seen: one fork: root 1, session 1; two forks: root 4, session 2 (1 where one of them was quick enough to run all four)
# Needs Java 17 or newer and Maven.
set -u
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1
mkdir -p src/test/java
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>forks</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.junit.jupiter</groupId>
      <artifactId>junit-jupiter</artifactId>
      <version>5.14.4</version>
      <scope>test</scope>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
      <plugin>
        <artifactId>maven-surefire-plugin</artifactId>
        <version>3.5.4</version>
        <configuration><reuseForks>true</reuseForks></configuration>
      </plugin>
    </plugins>
  </build>
</project>
XML
cat >src/test/java/Shared.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

final class Shared implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent("root", Shared::made);
    context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.GLOBAL).getOrComputeIfAbsent("session", Shared::made);
  }

  private static AutoCloseable made(String name) {
    try {
      Files.writeString(Path.of("made"), name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return () -> {};
  }
}
JAVA
for name in One Two Three Four; do
  printf 'import org.junit.jupiter.api.Test;\nimport org.junit.jupiter.api.extension.ExtendWith;\n@ExtendWith(Shared.class)\nclass %sTest {\n  @Test\n  void passes() {}\n}\n' \
    $name >"src/test/java/${name}Test.java"
done
run() { # run FORKS: how often each was made
  rm -f made
  mvn -q -B test -DforkCount="$1" >log 2>&1 || { tail -20 log; exit 1; }
  echo "root $(grep -c root made), session $(grep -c session made)"
}
one=$(run 1) two=$(run 2)
echo "one fork: $one; two forks: $two"
[ "$one" = "root 1, session 1" ] && [[ $two =~ ^root\ 4,\ session\ [12]$ ]]
