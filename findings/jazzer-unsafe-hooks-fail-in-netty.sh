#!/usr/bin/env bash
# Jazzer 0.30.0 with Netty 4.2.18: its hooks of sun.misc.Unsafe, on by default, fail in Netty's queues, so that no buffer is made
#
# A target that does nothing but make a buffer of Netty ends with the first input: initialising ByteBufAllocator makes a queue
# (JCTools, which Netty carries), whose slots are numbered by Unsafe's putOrderedLong; there the hook has no handle of the method
# that it stands for and throws a NullPointerException. It looks like a finding in the target. Nothing in Jazzer's output names
# the sanitizer but the stack. With that one sanitizer switched off the same target runs.
#
# Seen: hooks on:  ExceptionInInitializerError, caused by NullPointerException at UnsafeSanitizer.primitiveSetterHook; exit 77
#       hooks off: 1000 inputs, exit 0
# Needs a JDK 17 (JAVA_HOME, or on the path) and Maven.
set -u
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1
for part in com.code-intelligence:jazzer:0.30.0 com.code-intelligence:jazzer-api:0.30.0 io.netty:netty-buffer:4.2.18.Final \
  io.netty:netty-common:4.2.18.Final; do
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -DoutputDirectory="$place/lib" -Dartifact=$part || exit 1
done
cat >OneBuffer.java <<'JAVA'
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

public final class OneBuffer {
  public static void fuzzerTestOneInput(byte[] input) {
    ByteBuf buffer = ByteBufAllocator.DEFAULT.buffer(16);
    buffer.writeByte(1);
    buffer.release();
  }
}
JAVA
java=${JAVA_HOME:+$JAVA_HOME/bin/}
"${java}javac" -cp 'lib/*' -d classes OneBuffer.java || exit 1
fuzz() { # fuzz NAME OPTION...
  local name=$1
  shift
  "${java}java" -cp 'classes:lib/*' com.code_intelligence.jazzer.Jazzer --target_class=OneBuffer "$@" -runs=1000 >"$name" 2>&1
  echo "$name: exit $?, $(grep -c 'at .*UnsafeSanitizer.primitiveSetterHook' "$name") times in the hook," \
    "$(grep -c '^Caused by: java.lang.NullPointerException' "$name") NullPointerException"
}
seen=$(fuzz on && fuzz off --disabled_hooks=com.code_intelligence.jazzer.sanitizers.UnsafeSanitizer)
echo "$seen"
[ "$seen" = "on: exit 77, 1 times in the hook, 1 NullPointerException
off: exit 0, 0 times in the hook, 0 NullPointerException" ]
