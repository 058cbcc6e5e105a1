import type { ComponentChildren } from "preact";
import { useContext, useState } from "preact/hooks";
import { TextField } from "./fields";
import { askSignedIn, type Problem } from "./gateway";
import { say, type Text } from "./language";
import { Session } from "./sign-in";

interface Props {
  readonly label: string;
  readonly path: string;
  /** Returns what is sent. */
  readonly body: (reason: string) => object;
  readonly submit: Text;
  /** That it was not done, as the beginning of a sentence. */
  readonly notDone: Text;
  /** What is said if there was no answer, so that it may have been done. */
  readonly noAnswer: Text;
  /** What is said if there is nothing to be undone any more. */
  readonly notThere: Text;
  readonly onDone: () => void;
  readonly onCancel: () => void;
  /** What it does. */
  readonly children?: ComponentChildren;
}

/** Asks why something that is recorded is undone, and undoes it. */
export function ReasonForm(props: Props) {
  const session = useContext(Session);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem>();

  async function send(event: Event) {
    event.preventDefault();
    const asked = await askSignedIn(session, props.path, JSON.stringify(props.body(reason)));
    setProblem(asked.problem);
    if (!asked.problem) {
      props.onDone();
    }
  }

  return (
    <form class="undo" onSubmit={send} autocomplete="off">
      {props.children}
      <TextField
        label={props.label}
        value={reason}
        maxLength={200}
        isWrong={problem?.pointers.includes("/reason") === true}
        hint={say({ da: "Gemmes. Skriv ingen personoplysninger.", en: "This is kept. Write no personal data." })}
        onInput={setReason}
      />
      <p class="hint wrong" role="alert">
        {problem && troubleOf(problem, props)}
      </p>
      <button type="submit" disabled={reason.trim() === ""}>
        {say(props.submit)}
      </button>
      <button type="button" class="quiet" onClick={props.onCancel}>
        {say({ da: "Fortryd", en: "Cancel" })}
      </button>
    </form>
  );
}

/** Says why it was not done; unlike a question, that is not tried again by itself. */
function troubleOf({ status, pointers }: Problem, { notDone, noAnswer, notThere }: Props): string {
  if (pointers.includes("/reason")) {
    return say({ da: "Begrundelsen må ikke ligne et CPR-nummer.", en: "The reason must not look like a CPR number." });
  }
  switch (status) {
    case 0:
    case 503:
      return say(noAnswer);
    case 401:
      return (
        say(notDone) +
        say({
          da: ": sessionen er slut. Log ind igen, og tryk så igen.",
          en: ": the session has ended. Sign in again, then press again.",
        })
      );
    case 404:
      return say(notThere);
    case 429:
      return say(notDone) + say({ da: ". Prøv igen om lidt.", en: ". Try again shortly." });
    case 403:
      return say(notDone) + say({ da: ": det har du ikke adgang til.", en: ": you may not." });
    default:
      return `${say(notDone)} (${status}).`;
  }
}
