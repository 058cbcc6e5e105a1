import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { language } from "./language";
import { Session, type SessionState } from "./sign-in";

/** Asks the gateway that served this page. */

const TYPING_PAUSE_MILLIS = 120;

/** Why there is no answer; status 0 if the gateway could not be reached. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly pointers: readonly string[];
  readonly retrySeconds: number | null;
}

/** What became of a question; neither while it is asked for the first time. */
export interface Asked<T> {
  readonly answer?: T;
  readonly problem?: Problem;
}

/** What became of a question, or of the one before while it is asked. */
export interface Kept<T> extends Asked<T> {
  /** The last answer, also if there is a problem now with the same question. */
  readonly last?: T | undefined;
  readonly isCurrent: boolean;
}

/** Sends one request. */
export async function ask<T>(
  method: "GET" | "POST",
  path: string,
  body: string | null,
  token: string | null,
  signal?: AbortSignal,
): Promise<Asked<T>> {
  const headers = new Headers({ Accept: "application/json", "Accept-Language": language() });
  if (body !== null) {
    headers.set("Content-Type", "application/json");
  }
  if (token !== null) {
    headers.set("Authorization", `Bearer ${token}`);
  }
  try {
    const response = await fetch(path, { method, headers, body, ...(signal && { signal }) });
    if (response.status === 204) {
      return {};
    }
    return response.ok ? { answer: await response.json() } : { problem: await problemOf(response) };
  } catch {
    return { problem: { status: 0, code: "out-of-reach", pointers: [], retrySeconds: 2 } };
  }
}

/** The code of what is answered here while there is no token, and it is not known yet whether there will be one. */
export const NOT_RENEWED = "not-renewed";

/** Sends a request of whoever is signed in; a token that is refused is replaced once, else the session is over. */
export async function askSignedIn<T>(
  { place, token, insteadOf, end }: SessionState,
  path: string,
  body: string,
  signal?: AbortSignal,
): Promise<Asked<T>> {
  const first = await token();
  if (first === null && place !== null) {
    return { problem: { status: 401, code: NOT_RENEWED, pointers: [], retrySeconds: 10 } };
  }
  const asked = await ask<T>("POST", path, body, first, signal);
  if (asked.problem?.status !== 401 || first === null) {
    return asked;
  }
  const other = await insteadOf(first);
  const again = other === null ? asked : await ask<T>("POST", path, body, other, signal);
  if (again.problem?.status === 401) {
    end();
  }
  return again;
}

async function problemOf(response: Response): Promise<Problem> {
  const told = await response.json().catch(() => ({}));
  const retry = response.headers.get("Retry-After");
  return {
    status: response.status,
    code: String(told.type ?? "").replace("/problems/", ""),
    pointers: (told.errors ?? []).map((error: { pointer: string }) => error.pointer),
    retrySeconds: retry === null ? null : Number(retry),
  };
}

/**
 * Keeps the answer to a question up to date: asks anew when it has changed and rested for a moment, when the
 * language or the caller has, and again where the gateway said when to. The last answer stays until the next one,
 * also while the session is over: nothing is asked then.
 *
 * @param question what is sent; null for no question, undefined to read by GET what is open to everybody
 * @param version another one asks the same question again
 */
export function useAnswer<T>(path: string, question: object | null | undefined, version = 0): Kept<T> {
  const session = useContext(Session);
  const [kept, setKept] = useState<Omit<Kept<T>, "isCurrent"> & { readonly asked?: string }>({});
  const [attempt, setAttempt] = useState(0);
  const body = question && JSON.stringify(question);
  const asks = `${path} ${body}`;
  useEffect(() => {
    if (body === null) {
      setKept({});
      return;
    }
    if (body !== undefined && session.absence !== null) {
      return;
    }
    const stop = new AbortController();
    let timer = window.setTimeout(send, body === undefined ? 0 : TYPING_PAUSE_MILLIS);

    async function send() {
      const next =
        body === undefined
          ? await ask<T>("GET", path, null, null, stop.signal)
          : await askSignedIn<T>(session, path, body ?? "", stop.signal);
      if (stop.signal.aborted) {
        return;
      }
      const seconds = next.problem?.retrySeconds;
      if (seconds) {
        timer = window.setTimeout(() => setAttempt(attempt + 1), seconds * 1_000);
      }
      if (next.problem?.status !== 401) {
        setKept(before => ({
          ...next,
          asked: asks,
          last: next.answer ?? (before.asked === asks ? before.last : undefined),
        }));
      }
    }

    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [path, body, language(), body === undefined ? null : session.token, attempt, version]);
  return body === null ? { isCurrent: true } : { ...kept, isCurrent: kept.asked === asks };
}

/** Returns what the answer that is shown is about: what there is now, or what there was while the next is awaited. */
export function useAnswered<T>(now: T, isCurrent: boolean): T {
  const answered = useRef(now);
  if (isCurrent) {
    answered.current = now;
  }
  return answered.current;
}
