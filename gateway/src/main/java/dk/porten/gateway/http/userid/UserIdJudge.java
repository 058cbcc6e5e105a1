package dk.porten.gateway.http.userid;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackShelf;
import dk.porten.core.userid.UserIdForm;
import dk.porten.gateway.http.question.PackRequest;
import java.time.Clock;

/**
 * The rules for holding and freeing user IDs and for their history: those of the default pack that
 * are in force today.
 */
public final class UserIdJudge {

  private static final PackRequest RULES = new PackRequest(PackShelf.DEFAULT_PACK, null);

  private final PackShelf shelf;
  private final Clock clock;

  public UserIdJudge(PackShelf shelf, Clock clock) {
    this.shelf = shelf;
    this.clock = clock;
  }

  UserIdForm decide(String text) {
    return RULES.judge(shelf, clock.instant(), CompiledPack::userId).decision().decide(text);
  }
}
