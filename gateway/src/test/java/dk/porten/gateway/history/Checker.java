package dk.porten.gateway.history;

import java.util.List;

/**
 * Finds what a history shows that must never happen. It accuses only of what is certain: an
 * interval begins when it was acknowledged and ends when something may have ended it.
 */
final class Checker {
  private final Limits limits;

  Checker(Limits limits) {
    this.limits = limits;
  }

  /** Returns the violations; empty if all is well. */
  List<Violation> check(History history) {
    Ledger ledger = new Ledger(history);
    Findings findings = new Findings();
    AnswerRules.check(history, ledger, limits, findings);
    KeyRules.check(ledger, findings);
    for (String userId : ledger.userIds()) {
      List<HoldStory> stories = HoldStory.of(userId, history, ledger, limits);
      HoldRules.check(stories, findings);
      new PhantomRules(stories, ledger).check(userId, findings);
      new DirectoryRules(history, limits, stories, findings).check(ledger.checks(userId));
    }
    AttestationRules rules = new AttestationRules(history, ledger, findings);
    ledger.witnesses().forEach(rules::check);
    return findings.all();
  }
}
