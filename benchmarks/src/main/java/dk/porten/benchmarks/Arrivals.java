package dk.porten.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Requests of one kind on a schedule: phases of an even rate each, and what became of them. */
final class Arrivals {

  private final String name;
  private final RequestTemplate template;
  private final int connections;
  private final List<Phase> phases;
  private int phase;
  private long sentOfPhase;

  private Arrivals(String name, RequestTemplate template, int connections, List<Phase> phases) {
    this.name = name;
    this.template = template;
    this.connections = connections;
    this.phases = List.copyOf(phases);
  }

  /** A stretch of time with one rate. */
  record Phase(String name, long startNanos, long endNanos, double perSecond, Tally tally) {

    private long dueNanos(long request) {
      return startNanos + (long) (request * (1e9 / perSecond));
    }
  }

  /**
   * Reads {@code NAME=TEMPLATE=CONNECTIONS=PHASE:SECONDS@RATE,PHASE:SECONDS@RATE...}, a rate in
   * requests a second.
   */
  static Arrivals parse(String text, long deadlineNanos) throws IOException {
    String[] parts = text.split("=", 4);
    List<Phase> phases = new ArrayList<>();
    long start = 0;
    for (String part : parts[3].split(",", -1)) {
      String[] words = part.split("[:@]", 3);
      long end = start + (long) (Double.parseDouble(words[1]) * 1e9);
      phases.add(
          new Phase(
              words[0],
              start,
              end,
              Double.parseDouble(words[2]),
              new Tally(start, end, deadlineNanos)));
      start = end;
    }
    return new Arrivals(
        parts[0], RequestTemplate.read(Path.of(parts[1])), Integer.parseInt(parts[2]), phases);
  }

  RequestTemplate template() {
    return template;
  }

  int connections() {
    return connections;
  }

  long endNanos() {
    return phases.get(phases.size() - 1).endNanos;
  }

  /** Returns when the next request is due, in nanoseconds from the start; at the end, never. */
  long dueNanos() {
    while (phase < phases.size()) {
      Phase current = phases.get(phase);
      long due = current.dueNanos(sentOfPhase);
      if (due < current.endNanos) {
        return due;
      }
      phase++;
      sentOfPhase = 0;
    }
    return Long.MAX_VALUE;
  }

  /** Takes the request that is due. */
  void take() {
    phases.get(phase).tally.scheduled(dueNanos());
    sentOfPhase++;
  }

  /** Returns where a request belongs that was due then. */
  Tally tallyOf(long dueNanos) {
    for (Phase candidate : phases) {
      if (dueNanos < candidate.endNanos) {
        return candidate.tally;
      }
    }
    return phases.get(phases.size() - 1).tally;
  }

  /** Returns the phase of a moment, for what is told of the generator itself. */
  int phaseAt(long nanos) {
    int index = 0;
    while (index < phases.size() - 1 && nanos >= phases.get(index).endNanos) {
      index++;
    }
    return index;
  }

  int phaseCount() {
    return phases.size();
  }

  long phaseNanos(int index) {
    return phases.get(index).endNanos - phases.get(index).startNanos;
  }

  String json() {
    return phases.stream()
        .map(
            each ->
                String.format(
                    Locale.ROOT,
                    "\"%s\":{\"seconds\":%.1f,\"offeredPerSecond\":%.1f,%s}",
                    each.name,
                    (each.endNanos - each.startNanos) / (double) TimeUnit.SECONDS.toNanos(1),
                    each.perSecond,
                    each.tally.json()))
        .collect(Collectors.joining(",", "\"" + name + "\":{", "}"));
  }
}
