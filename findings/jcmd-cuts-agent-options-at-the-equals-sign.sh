#!/usr/bin/env bash
# async-profiler 4.1 loaded by jcmd (JDK 17): its options end at the first equals sign, unless the argument has quotes of its own
#
# jcmd PID JVMTI.agent_load LIBRARY OPTIONS takes OPTIONS for a name and a value. So of "start,event=ctimer" the agent gets
# "start,event", says on the other process's output that the event must not be empty, and jcmd tells "return code: 100" only.
# Options without an equals sign ("start,threads") pass, so commas are not what matters. In quotes that the shell leaves to jcmd
# the options arrive whole.
#
# Seen: start,event=ctimer   return code: 100  [ERROR] event must not be empty
#       start,threads        return code: 0    Profiling started
#       "start,event=ctimer" return code: 0    Profiling started
# Needs a JDK 17 (JAVA_HOME, or on the path), Maven and Linux on x64.
set -u
place=$(mktemp -d)
target=
trap 'kill $target 2>/dev/null; rm -rf "$place"' EXIT
cd "$place" || exit 1
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -DoutputDirectory="$place" \
  -Dartifact=tools.profiler:async-profiler:4.1 || exit 1
java=${JAVA_HOME:+$JAVA_HOME/bin/}
"${java}jar" xf async-profiler-4.1.jar linux-x64/libasyncProfiler.so || exit 1
cat >Idle.java <<'JAVA'
public final class Idle {
  public static void main(String[] arguments) throws Exception {
    Thread.sleep(120_000);
  }
}
JAVA
"${java}javac" Idle.java || exit 1
"${java}java" -cp . Idle >said 2>&1 &
target=$!
until "${java}jcmd" $target VM.version >/dev/null 2>&1; do :; done
load() { # load OPTIONS: what jcmd tells, and what the agent said meanwhile
  local before
  before=$(wc -l <said)
  echo "$1: $("${java}jcmd" $target JVMTI.agent_load "$place/linux-x64/libasyncProfiler.so" "$1" | tail -1)," \
    "$(tail -n +$((before + 1)) said)"
}
seen=$(load start,event=ctimer && load start,threads && load stop && load '"start,event=ctimer"')
echo "$seen"
[ "$seen" = "start,event=ctimer: return code: 100, [ERROR] event must not be empty
start,threads: return code: 0, Profiling started
stop: return code: 0, Profiling stopped after 0 seconds. No dump options specified
\"start,event=ctimer\": return code: 0, Profiling started" ]
