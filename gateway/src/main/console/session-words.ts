import type { IssuerFailure } from "./issuer";
import type { Text } from "./language";
import type { Farewell } from "./sign-out";

/** What is said of a session: why signing in, renewing or signing out did not succeed, and what helps. */

const KINDS: Readonly<Record<Exclude<IssuerFailure["kind"], "refused">, Text>> = {
  blocked: {
    da: "Browseren åbnede ikke vinduet. Tillad pop op-vinduer her, og prøv igen.",
    en: "The browser did not open the window. Allow pop-ups here, and try again.",
  },
  unreachable: {
    da: "Der er ingen forbindelse til udstederen. Prøv igen om lidt.",
    en: "The issuer cannot be reached. Try again shortly.",
  },
  slow: {
    da: "Udstederen svarede ikke inden for 10 sekunder. Prøv igen om lidt.",
    en: "The issuer did not answer within 10 seconds. Try again shortly.",
  },
  unusable: {
    da: "Udstederen svarede noget, der ikke kan bruges.",
    en: "The issuer answered something that cannot be used.",
  },
};

/** By the codes of RFC 6749, RFC 8707 and OpenID Connect Core. */
const REFUSALS: Readonly<Record<string, Text>> = {
  access_denied: { da: "Udstederen har afvist det.", en: "The issuer refused it." },
  invalid_scope: {
    da: "Udstederen giver ikke den adgang, som Porten beder om (GATEWAY_CONSOLE_SCOPES).",
    en: "The issuer does not grant the scopes that Porten asks for (GATEWAY_CONSOLE_SCOPES).",
  },
  invalid_target: {
    da: "Udstederen kender ikke modtageren (GATEWAY_CONSOLE_AUDIENCE).",
    en: "The issuer does not know the audience (GATEWAY_CONSOLE_AUDIENCE).",
  },
  unauthorized_client: {
    da: "Hos udstederen må konsollen ikke lade nogen logge ind sådan (GATEWAY_CONSOLE_CLIENT_ID).",
    en: "The issuer does not let the console sign people in like this (GATEWAY_CONSOLE_CLIENT_ID).",
  },
  invalid_client: {
    da: "Udstederen kender ikke konsollen (GATEWAY_CONSOLE_CLIENT_ID).",
    en: "The issuer does not know the console (GATEWAY_CONSOLE_CLIENT_ID).",
  },
  invalid_grant: { da: "Hos udstederen er sessionen slut.", en: "The session has ended at the issuer." },
  login_required: { da: "Udstederen kræver et nyt login.", en: "The issuer wants somebody to sign in anew." },
  server_error: { da: "Udstederen har en fejl.", en: "The issuer has a fault." },
  temporarily_unavailable: {
    da: "Udstederen kan ikke svare lige nu. Prøv igen om lidt.",
    en: "The issuer cannot answer right now. Try again shortly.",
  },
};

/** Says why the issuer did not give what was asked for, in our words and in its own. */
export function failureWords({ kind, error, told }: IssuerFailure): Text {
  if (kind !== "refused") {
    return KINDS[kind];
  }
  const known = Object.hasOwn(REFUSALS, error) ? REFUSALS[error] : undefined;
  const words = known ?? {
    da: `Udstederen har afvist det (${error || "uden begrundelse"}).`,
    en: `The issuer refused it (${error || "without a reason"}).`,
  };
  return told === "" ? words : join(words, { da: `Den siger: “${told}”`, en: `It says: “${told}”` });
}

export const FAREWELLS: Readonly<Record<Farewell, (issuer: string) => Text>> = {
  done: issuer => ({ da: `Logget ud her og hos ${issuer}.`, en: `Signed out here and at ${issuer}.` }),
  unsupported: issuer => ({
    da: `Logget ud her. Hos ${issuer} kan man ikke logge ud herfra, så sessionen dér varer måske ved: luk browseren.`,
    en: `Signed out here. ${issuer} lets nobody sign out from here, so the session there may go on: close the browser.`,
  }),
  nobody: issuer => ({
    da: `Ingen er logget ind hos ${issuer} i denne browser.`,
    en: `Nobody is signed in at ${issuer} in this browser.`,
  }),
};

export const WORDS = {
  over: {
    da: "Sessionen er slut. Det tastede og svarene er her endnu; nyt besvares, når du har logget ind igen.",
    en: "The session has ended. What was typed and answered is still here; new answers come once you sign in again.",
  },
  ending: (time: string) => ({
    da: `Sessionen slutter kl. ${time}. Det tastede bliver her.`,
    en: `The session ends at ${time}. What was typed stays here.`,
  }),
  renewing: { da: "Sessionen bliver fornyet …", en: "The session is being renewed …" },
  notRenewed: { da: "Sessionen kunne ikke fornyes endnu.", en: "The session could not be renewed yet." },
  notProlonged: {
    da: "Udstederen har ikke forlænget den. Næste gang beder den om et nyt login.",
    en: "The issuer did not prolong it. Next time it will ask for a new login.",
  },
  notProlongedEither: {
    da: "Udstederen forlænger den heller ikke ved et nyt login. Log ind igen, når den er slut.",
    en: "The issuer does not prolong it by a new login either. Sign in again once it has ended.",
  },
  signingIn: { da: "Log ind i det vindue, der er åbnet.", en: "Sign in in the window that has opened." },
  closed: {
    da: "Vinduet ser ud til at være lukket. Er det lukket, så begynd forfra.",
    en: "The window looks closed. If it is, start again.",
  },
  notSignedIn: { da: "Det lykkedes ikke at logge ind.", en: "Signing in did not succeed." },
  signingOut: (issuer: string) => ({
    da: `Logget ud her. Logger ud hos ${issuer} …`,
    en: `Signed out here. Signing out at ${issuer} …`,
  }),
  notSignedOut: (issuer: string) => ({
    da: `Logget ud her, men ikke hos ${issuer}.`,
    en: `Signed out here, but not at ${issuer}.`,
  }),
  closedOut: (issuer: string) => ({
    da: `Logget ud her, men måske ikke hos ${issuer}: vinduet ser ud til at være lukket. Er det lukket, så prøv igen.`,
    en: `Signed out here, but perhaps not at ${issuer}: the window looks closed. If it is, try again.`,
  }),
} as const;

export function join(one: Text, other: Text): Text {
  return { da: `${one.da} ${other.da}`, en: `${one.en} ${other.en}` };
}
