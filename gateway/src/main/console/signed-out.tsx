import { hostOf, type Door } from "./door";
import type { SignInPlace } from "./issuer";
import { say } from "./language";
import { namesOf, USES } from "./scopes";

interface Props {
  readonly place: SignInPlace;
  readonly door: Door;
}

/** What a desk says to whom nobody has let in: who may come in, whom to call, and what can be read anyway. */
export function SignedOut({ place, door }: Props) {
  const host = hostOf(place);
  return (
    <section class="prose signed-out">
      <h2>{say({ da: "Hvem kan logge ind", en: "Who may sign in" })}</h2>
      <p hidden={place.clientId === ""}>
        {say({
          da: "Konsollen er for medarbejdere, som har fået adgang til Porten hos ",
          en: "The console is for staff to whom access to Porten was given at ",
        })}
        <strong>{host}</strong>
        {": "}
        {USES.flatMap(scope => namesOf(place, scope)).map((scope, index) => (
          <>
            {index > 0 && say({ da: " eller ", en: " or " })}
            <span class="mono">{scope}</span>
          </>
        ))}
        .
      </p>
      <p>
        {say({ da: "Kan du ikke logge ind, så spørg: ", en: "If you cannot sign in, ask: " })}
        {place.contact ??
          say({
            da: "den, der driver Porten hos jer.",
            en: "those who run Porten in your organisation.",
          })}
      </p>
      <p>
        {say({ da: "Uden at logge ind kan man læse ", en: "Without signing in anybody may read the " })}
        <a href="#guidance">{say({ da: "vejledning", en: "guidance" })}</a>
        {say({ da: " og ", en: " and the " })}
        <a href="#rules">{say({ da: "regler", en: "rules" })}</a>.
      </p>
      {place.clientId !== "" && (
        <p>
          {say({
            da: `Er nogen endnu logget ind hos ${host} i denne browser? `,
            en: `Is somebody still signed in at ${host} in this browser? `,
          })}
          <button type="button" class="quiet" onClick={door.leaveIssuer}>
            {say({ da: "Log ud dér", en: "Sign out there" })}
          </button>
        </p>
      )}
    </section>
  );
}
