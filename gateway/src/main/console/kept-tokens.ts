import { IssuerFailure, requestTokens, revoke, type Endpoints, type SignInPlace, type Tokens } from "./issuer";

/** The tokens of a session in memory, renewed by their refresh token without anybody noticing. */

/** How a session stands. */
export interface Outlook {
  /** When it ends unless somebody signs in; Infinity if that is not known. */
  readonly endsAt: number;
  /** From when on people are told so. */
  readonly noticeFrom: number;
  /** From when on it can be renewed silently; Infinity if it cannot. */
  readonly renewableFrom: number;
  /** Whether requests wait for a renewal, or why the last one failed. */
  readonly renewal: "awaited" | IssuerFailure | null;
}

export const NO_END: Outlook = { endsAt: Infinity, noticeFrom: Infinity, renewableFrom: Infinity, renewal: null };

/** How long before its end people are told; what does not live long is renewed in its last quarter. */
const NOTICE_MILLIS = 300_000;

/** How much before that silent renewal is tried, so that people are told in time that it did not succeed. */
const TRY_SHARE = 1.1;

const RETRY_MILLIS = 10_000;

/** A wait that is shorter is not told. */
const UNTOLD_MILLIS = 1_000;

export interface KeptTokens {
  /** Returns a token that is good for a request; null while there is none. */
  readonly token: () => Promise<string | null>;
  /** Returns another token than one that the gateway refused; null if there is none. */
  readonly insteadOf: (refused: string) => Promise<string | null>;
  /** Renews if it is time to. */
  readonly keepAlive: () => void;
  readonly latest: () => Tokens;
  readonly outlook: () => Outlook;
  /** Tells how the session stands whenever that changes; returns what ends that. */
  readonly watch: (onChange: () => void) => () => void;
  /** No request gets a token any more, and nothing is renewed. */
  readonly end: () => void;
  /** Ends it and withdraws the refresh token, also one that is on its way. */
  readonly withdraw: () => void;
}

export function keepTokens(endpoints: Endpoints, place: SignInPlace, first: Tokens): KeptTokens {
  const watchers = new Set<() => void>();
  let tokens = first;
  let access = life(first.expires_in, 0);
  let refresh = life(first.refresh_expires_in || undefined, 0);
  let renewal: Promise<void> | null = null;
  let state: Outlook["renewal"] = null;
  let notBefore = 0;
  let rest = 0;
  let isOver = false;
  let isWithdrawn = false;

  function tell(next: Outlook["renewal"]) {
    state = next;
    watchers.forEach(watcher => watcher());
  }

  async function requestAnother(refreshToken: string) {
    try {
      const form = { grant_type: "refresh_token", refresh_token: refreshToken };
      const next = await requestTokens(endpoints, place, form);
      if (isWithdrawn) {
        revoke(endpoints, place, next);
        return;
      }
      tokens = { ...(tokens.id_token && { id_token: tokens.id_token }), refresh_token: refreshToken, ...next };
      access = life(next.expires_in, access.noticeMillis);
      refresh = life(next.refresh_expires_in || undefined, refresh.noticeMillis);
      rest = Date.now() + RETRY_MILLIS;
      tell(null);
    } catch (failure) {
      if (!(failure instanceof IssuerFailure)) {
        throw failure;
      }
      if (failure.kind === "refused") {
        const { refresh_token, ...others } = tokens;
        tokens = others;
      }
      notBefore = Date.now() + RETRY_MILLIS;
      tell(failure);
    }
  }

  /** One renewal for all who ask meanwhile. */
  function renew(): Promise<void> {
    if (tokens.refresh_token && !isOver && Date.now() >= notBefore) {
      renewal ??= requestAnother(tokens.refresh_token).finally(() => (renewal = null));
    }
    return renewal ?? Promise.resolve();
  }

  function renewableFrom(): number {
    return tokens.refresh_token ? Math.max(rest, Math.min(access.tryFrom, refresh.tryFrom)) : Infinity;
  }

  function current(): string | null {
    return isOver || Date.now() >= access.endsAt ? null : tokens.access_token;
  }

  async function token() {
    if (current() === null || Date.now() >= renewableFrom()) {
      const renewed = renew();
      // A token that is still good is not kept waiting.
      if (current() === null && renewal !== null) {
        const timer = setTimeout(() => tell("awaited"), UNTOLD_MILLIS);
        await renewed;
        clearTimeout(timer);
      }
    }
    return current();
  }

  async function insteadOf(refused: string) {
    if (tokens.access_token === refused) {
      await renew();
    }
    return tokens.access_token === refused ? null : current();
  }

  return {
    token,
    insteadOf,
    keepAlive: () => {
      if (Date.now() >= renewableFrom()) {
        void renew();
      }
    },
    latest: () => tokens,
    outlook: () => ({
      ...(tokens.refresh_token && refresh.endsAt >= access.endsAt ? refresh : access),
      renewableFrom: renewableFrom(),
      renewal: state,
    }),
    watch: onChange => {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    end: () => {
      isOver = true;
    },
    withdraw: () => {
      isOver = true;
      isWithdrawn = true;
      revoke(endpoints, place, tokens);
    },
  };
}

interface Life {
  readonly endsAt: number;
  readonly noticeFrom: number;
  readonly noticeMillis: number;
  readonly tryFrom: number;
}

/**
 * Returns when something ends that lives so long from now on.
 *
 * @param before how long before its end the one before was told of: what is renewed near the end of a session lives ever
 *   shorter, and a quarter of that would never come
 */
function life(seconds: number = Infinity, before: number): Life {
  const endsAt = Date.now() + seconds * 1_000;
  const noticeMillis = Math.max(before, Math.min(NOTICE_MILLIS, seconds * 250));
  return { endsAt, noticeFrom: endsAt - noticeMillis, noticeMillis, tryFrom: endsAt - noticeMillis * TRY_SHARE };
}
