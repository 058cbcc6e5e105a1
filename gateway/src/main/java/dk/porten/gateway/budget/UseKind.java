package dk.porten.gateway.budget;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;

/** The kinds of use that gateways tell each other. */
enum UseKind {
  USER_IDS,
  CLAIMS,
  ATTESTATIONS,
  HOLDS_MADE,
  HOLDS_ENDED;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the name in the database. */
  String text() {
    return text;
  }

  /** Returns what an account has to tell of this kind. */
  Buffer untold(ClientAccount account, long day, int mostBytes) {
    return switch (this) {
      case USER_IDS -> account.userIds().untold(day, mostBytes);
      case CLAIMS -> account.claims().untold(day, mostBytes);
      case ATTESTATIONS -> account.attestations().untold(day, mostBytes);
      case HOLDS_MADE -> account.holds().untoldMade(mostBytes);
      case HOLDS_ENDED -> account.holds().untoldEnded(mostBytes);
    };
  }

  /** Notes that the first bytes of it were told. */
  void told(ClientAccount account, long day, int bytes) {
    switch (this) {
      case USER_IDS -> account.userIds().told(day, bytes);
      case CLAIMS -> account.claims().told(day, bytes);
      case ATTESTATIONS -> account.attestations().told(day, bytes);
      case HOLDS_MADE -> account.holds().toldMade(bytes);
      case HOLDS_ENDED -> account.holds().toldEnded(bytes);
    }
  }

  /** Counts what was told in an account. */
  void merge(ClientAccount account, long day, Buffer marks, long nowSecond) {
    switch (this) {
      case USER_IDS -> account.userIds().merge(day, marks);
      case CLAIMS -> account.claims().merge(day, marks);
      case ATTESTATIONS -> account.attestations().merge(day, marks);
      case HOLDS_MADE -> account.holds().mergeMade(marks, nowSecond);
      case HOLDS_ENDED -> account.holds().mergeEnded(marks);
    }
  }
}
