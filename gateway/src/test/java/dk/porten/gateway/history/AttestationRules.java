package dk.porten.gateway.history;

import static java.util.stream.Collectors.toMap;

import dk.porten.gateway.history.History.Given;
import dk.porten.gateway.history.Request.Attest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Acknowledged attestations and voids stay, each counts once, and the quota stands. */
final class AttestationRules {
  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final History history;
  private final Ledger ledger;
  private final Findings findings;

  AttestationRules(History history, Ledger ledger, Findings findings) {
    this.history = history;
    this.ledger = ledger;
    this.findings = findings;
  }

  void check(UUID witness) {
    List<Command> commands = ledger.attests(witness);
    List<Command> granted = commands.stream().filter(c -> c.granted().isPresent()).toList();
    List<Given> given = history.given().stream().filter(g -> g.witness().equals(witness)).toList();
    List<Attempt> reads =
        ledger.reads(witness).stream().filter(read -> read.isAnswered(OK)).toList();
    for (Attempt read : reads) {
      checkKept(granted, given, read);
      checkCounted(commands, granted, given, read);
    }
    granted.forEach(command -> checkStrikes(command, reads));
    checkQuota(commands, granted, given, reads);
  }

  private void checkKept(List<Command> granted, List<Given> given, Attempt read) {
    Map<String, Listed> listed =
        Listed.of(read).stream().collect(toMap(Listed::attestationId, l -> l, (one, two) -> one));
    for (Command command : granted) {
      Attempt attempt = command.granted().orElseThrow();
      Attest request = (Attest) attempt.request();
      Listed found = listed.get(id(attempt));
      if (found != null && !found.isAs(request.on(), request.rulePack())) {
        findings.add(Clause.ATTESTATION_DIFFERS, attempt, read);
      } else if (found == null && attempt.doneNanos() <= read.sentNanos()) {
        findings.add(Clause.ATTESTATION_LOST, attempt, read);
      }
    }
    for (Given there : given) {
      Listed found = listed.get(there.attestationId().toString());
      if (found == null || !found.isAs(there.on(), there.rulePack())) {
        findings.add(Clause.ATTESTATION_LOST, read);
      }
    }
  }

  /** What nobody was told of has to be the effect of a key whose outcome is unknown. */
  private void checkCounted(
      List<Command> commands, List<Command> granted, List<Given> given, Attempt read) {
    List<Listed> listed = Listed.of(read);
    Set<String> ids = new HashSet<>();
    listed.forEach(one -> ids.add(one.attestationId()));
    List<Listed> untold = untold(granted, given, read);
    boolean isUnasked =
        untold.stream()
            .anyMatch(
                one -> {
                  long alike =
                      untold.stream().filter(o -> o.isAs(one.on(), one.rulePack())).count();
                  long asked = commands.stream().filter(c -> mayBe(c, one, read)).count();
                  return alike > asked;
                });
    if (ids.size() < listed.size() || isUnasked) {
      findings.add(Clause.COUNTED_TWICE, read);
    }
  }

  private static List<Listed> untold(List<Command> granted, List<Given> given, Attempt read) {
    Set<String> told = new HashSet<>();
    granted.forEach(command -> told.add(id(command.granted().orElseThrow())));
    given.forEach(there -> told.add(there.attestationId().toString()));
    return Listed.of(read).stream().filter(one -> !told.contains(one.attestationId())).toList();
  }

  private static boolean mayBe(Command command, Listed listed, Attempt read) {
    return command.first().isEmpty()
        && command.sentNanos() < read.doneNanos()
        && command
            .possible()
            .map(Attest.class::cast)
            .anyMatch(request -> listed.isAs(request.on(), request.rulePack()));
  }

  private void checkStrikes(Command command, List<Attempt> reads) {
    Attempt granted = command.granted().orElseThrow();
    List<Attempt> strikes = ledger.strikes(UUID.fromString(id(granted)));
    List<Attempt> struck = strikes.stream().filter(strike -> strike.isAnswered(OK)).toList();
    if (struck.stream().map(Attempt::outcome).distinct().count() > 1) {
      findings.add(Clause.VOID_DIFFERS, struck);
    }
    for (Attempt strike : strikes) {
      if (strike.isAnswered(NOT_FOUND) && granted.doneNanos() <= strike.sentNanos()) {
        findings.add(Clause.ATTESTATION_LOST, granted, strike);
      }
    }
    for (Attempt read : reads) {
      Listed.of(read).stream()
          .filter(one -> one.attestationId().equals(id(granted)))
          .forEach(one -> checkStruck(one, strikes, struck, read));
    }
  }

  private void checkStruck(
      Listed listed, List<Attempt> strikes, List<Attempt> struck, Attempt read) {
    Optional<Attempt> before =
        struck.stream().filter(strike -> strike.doneNanos() <= read.sentNanos()).findFirst();
    if (!listed.isVoid() && before.isPresent()) {
      findings.add(Clause.VOID_LOST, before.get(), read);
    }
    boolean isAsked =
        strikes.stream()
            .filter(strike -> !strike.isAnswered(NOT_FOUND))
            .anyMatch(strike -> strike.sentNanos() < read.doneNanos());
    if (listed.isVoid() && !isAsked) {
      findings.add(Clause.VOID_UNASKED, read);
    }
  }

  private void checkQuota(
      List<Command> commands, List<Command> granted, List<Given> given, List<Attempt> reads) {
    List<Place> places = new ArrayList<>();
    given.forEach(there -> places.add(Place.of(there, firstStrike(there.attestationId()))));
    granted.forEach(command -> places.add(place(command)));
    Optional<Attempt> last = reads.stream().max(Comparator.comparingLong(Attempt::sentNanos));
    last.stream()
        .flatMap(read -> untold(granted, given, read).stream())
        .map(AttestationRules::place)
        .forEach(places::add);
    if (QuotaRules.isBroken(places)) {
      List<Attempt> shown = new ArrayList<>();
      granted.forEach(command -> shown.add(command.granted().orElseThrow()));
      last.ifPresent(shown::add);
      findings.add(Clause.FOURTH_IN_WINDOW, shown);
    }
    for (Command command : commands) {
      command
          .first()
          .filter(refused -> refused.isAnswered(CONFLICT))
          .filter(refused -> hadPlace(command, refused, commands, given))
          .ifPresent(refused -> findings.add(Clause.QUOTA_WITHOUT_CAUSE, command.tries()));
    }
  }

  /** Returns whether there was a place even if all had taken effect that may have. */
  private boolean hadPlace(
      Command command, Attempt refused, List<Command> commands, List<Given> given) {
    List<Place> possible = new ArrayList<>();
    for (Given there : given) {
      if (!isStruckAt(there.attestationId(), command.sentNanos())) {
        possible.add(Place.of(there, Long.MAX_VALUE));
      }
    }
    for (Command other : commands) {
      boolean isStruck =
          other
              .granted()
              .filter(attempt -> isStruckAt(UUID.fromString(id(attempt)), command.sentNanos()))
              .isPresent();
      if (other != command && !isStruck && other.sentNanos() < refused.doneNanos()) {
        other
            .possible()
            .map(Attest.class::cast)
            .forEach(request -> possible.add(Place.of(request, other, Long.MAX_VALUE)));
      }
    }
    Place asked = Place.of((Attest) refused.request(), command, Long.MAX_VALUE);
    return QuotaRules.hasPlace(asked, possible);
  }

  private Place place(Command granted) {
    Attempt attempt = granted.granted().orElseThrow();
    long struck = firstStrike(UUID.fromString(id(attempt)));
    return Place.of((Attest) attempt.request(), granted, struck);
  }

  /** Of what nobody was told it is only known what is listed. */
  private static Place place(Listed untold) {
    return new Place(
        untold.on(),
        untold.rulePack(),
        Optional.empty(),
        Place.BEFORE_ALL,
        Long.MAX_VALUE,
        untold.isVoid() ? Place.BEFORE_ALL : Long.MAX_VALUE);
  }

  private long firstStrike(UUID attestationId) {
    return ledger.strikes(attestationId).stream()
        .filter(strike -> !strike.isAnswered(NOT_FOUND))
        .mapToLong(Attempt::sentNanos)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private boolean isStruckAt(UUID attestationId, long nanos) {
    return ledger.strikes(attestationId).stream()
        .anyMatch(strike -> strike.isAnswered(OK) && strike.doneNanos() < nanos);
  }

  private static String id(Attempt granted) {
    return granted.answer().map(answer -> answer.text("attestationId")).orElse("");
  }
}
