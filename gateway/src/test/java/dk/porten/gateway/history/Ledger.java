package dk.porten.gateway.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dk.porten.gateway.history.Request.Attest;
import dk.porten.gateway.history.Request.Check;
import dk.porten.gateway.history.Request.Free;
import dk.porten.gateway.history.Request.Hold;
import dk.porten.gateway.history.Request.OfHold;
import dk.porten.gateway.history.Request.Strike;
import dk.porten.gateway.history.Request.WitnessHistory;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was sent in a history, by what it is about. */
final class Ledger {
  private final List<Attempt> sent;
  private final List<Command> commands;
  private final Map<UUID, List<Attempt>> ofHold;
  private final Map<UUID, List<Attempt>> strikes;
  private final Map<String, List<Attempt>> frees;
  private final Map<String, List<Attempt>> checks;
  private final Map<UUID, List<Attempt>> reads;
  private final Map<String, List<Command>> holds;
  private final Map<UUID, List<Command>> attests;

  Ledger(History history) {
    sent = history.attempts().stream().filter(Attempt::isSent).toList();
    commands =
        sent.stream()
            .filter(attempt -> !attempt.key().isEmpty())
            .collect(groupingBy(attempt -> attempt.request().path() + " " + attempt.key()))
            .values()
            .stream()
            .map(Command::new)
            .toList();
    ofHold = group(OfHold.class, OfHold::holdId);
    strikes = group(Strike.class, Strike::attestationId);
    frees = group(Free.class, Free::userId);
    checks = group(Check.class, Check::userId);
    reads = group(WitnessHistory.class, WitnessHistory::witness);
    holds = groupCommands(Hold.class, Hold::userId);
    attests = groupCommands(Attest.class, Attest::witness);
  }

  List<Attempt> sent() {
    return sent;
  }

  List<Command> commands() {
    return commands;
  }

  Set<String> userIds() {
    Set<String> all = new HashSet<>(holds.keySet());
    all.addAll(checks.keySet());
    return all;
  }

  Set<UUID> witnesses() {
    Set<UUID> all = new HashSet<>(attests.keySet());
    all.addAll(reads.keySet());
    return all;
  }

  /** Returns the holds that were asked for, or may have been. */
  List<Command> holds(String userId) {
    return holds.getOrDefault(userId, List.of());
  }

  List<Attempt> frees(String userId) {
    return frees.getOrDefault(userId, List.of());
  }

  List<Attempt> checks(String userId) {
    return checks.getOrDefault(userId, List.of());
  }

  /** Returns what clients asked about a hold. */
  List<Attempt> ofHold(UUID holdId) {
    return ofHold.getOrDefault(holdId, List.of());
  }

  /** Returns the attestations that were asked for, or may have been. */
  List<Command> attests(UUID witness) {
    return attests.getOrDefault(witness, List.of());
  }

  List<Attempt> strikes(UUID attestationId) {
    return strikes.getOrDefault(attestationId, List.of());
  }

  /** Returns the reads of a witness's history, whatever came of them. */
  List<Attempt> reads(UUID witness) {
    return reads.getOrDefault(witness, List.of());
  }

  private <R extends Request, K> Map<K, List<Attempt>> group(
      Class<R> type, Function<R, K> subject) {
    return sent.stream()
        .filter(attempt -> type.isInstance(attempt.request()))
        .collect(groupingBy(attempt -> subject.apply(type.cast(attempt.request()))));
  }

  private <R extends Request, K> Map<K, List<Command>> groupCommands(
      Class<R> type, Function<R, K> subject) {
    return commands.stream()
        .flatMap(
            command ->
                command.tries().stream()
                    .map(Attempt::request)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .map(subject)
                    .distinct()
                    .map(key -> Map.entry(key, command)))
        .collect(groupingBy(Map.Entry::getKey))
        .entrySet()
        .stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                group ->
                    group.getValue().stream()
                        .map(Map.Entry::getValue)
                        .collect(Collectors.toList())));
  }
}
