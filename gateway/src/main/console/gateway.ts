import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { language } from "./language";
import { Session } from "./sign-in";

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
 * language or the caller has, and again where the gateway said when to. The last answer stays until the next one.
 *
 * @param question what is sent; null for no question, undefined to read by GET
 * @param version another one asks the same question again
 */
export function useAnswer<T>(path: string, question: object | null | undefined, version = 0): Kept<T> {
  const { token, end } = useContext(Session);
  const [kept, setKept] = useState<Asked<T> & { readonly asked?: string }>({});
  const [attempt, setAttempt] = useState(0);
  const body = question && JSON.stringify(question);
  const asks = `${path} ${body}`;
  useEffect(() => {
    if (body === null) {
      setKept({});
      return;
    }
    const stop = new AbortController();
    let timer = window.setTimeout(send, body === undefined ? 0 : TYPING_PAUSE_MILLIS);

    async function send() {
      const bearer = await token();
      const next = await ask<T>(body === undefined ? "GET" : "POST", path, body ?? null, bearer, stop.signal);
      if (!stop.signal.aborted) {
        setKept({ ...next, asked: asks });
        if (next.problem?.status === 401) {
          end();
        }
        const seconds = next.problem?.retrySeconds;
        if (seconds) {
          timer = window.setTimeout(() => setAttempt(attempt + 1), seconds * 1_000);
        }
      }
    }

    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [path, body, language(), token, attempt, version]);
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
