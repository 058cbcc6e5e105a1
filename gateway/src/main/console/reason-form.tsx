import type { ComponentChildren } from "preact";
import { useContext, useState } from "preact/hooks";
import { TextField } from "./fields";
import { askSignedIn, NOT_RENEWED, type Problem } from "./gateway";
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
  /** Whether it does no harm to send it again if it may have been done. */
  readonly isRepeatable: boolean;
  readonly onDone: () => void;
  readonly onCancel: () => void;
  /** What it does. */
  readonly children?: ComponentChildren;
}

/** Whether it can be sent: not while it is under way, nor if it may have been done and must not be done twice. */
type Step = "ready" | "sent" | "unclear";

/** Asks why something that is recorded is undone, and undoes it. */
export function ReasonForm(props: Props) {
  const session = useContext(Session);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [step, setStep] = useState<Step>("ready");

  async function send(event: Event) {
    event.preventDefault();
    if (step !== "ready") {
      return;
    }
    setStep("sent");
    const asked = await askSignedIn(session, props.path, JSON.stringify(props.body(reason)));
    setProblem(asked.problem);
    if (asked.problem) {
      setStep(isUnanswered(asked.problem) && !props.isRepeatable ? "unclear" : "ready");
    } else {
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
        {problem && troubleOf(problem, session.absence !== null, props)}
      </p>
      {/* What is disabled by itself loses the focus, and this is pressed by key. */}
      <button type="submit" disabled={reason.trim() === ""} aria-disabled={step !== "ready"}>
        {say(props.submit)}
      </button>
      <button type="button" class="quiet" onClick={props.onCancel}>
        {say({ da: "Fortryd", en: "Cancel" })}
      </button>
    </form>
  );
}

/** Says whether it may have been done: nothing came back, or what came is no word on that. */
function isUnanswered({ status }: Problem): boolean {
  return status === 0 || status >= 500;
}

/** Says why it was not done; unlike a question, that is not tried again by itself. */
function troubleOf(problem: Problem, isOver: boolean, { notDone, noAnswer, notThere }: Props): string {
  const { status, code, pointers } = problem;
  if (isUnanswered(problem)) {
    return say(noAnswer);
  }
  if (pointers.includes("/reason")) {
    return say({ da: "Begrundelsen må ikke ligne et CPR-nummer.", en: "The reason must not look like a CPR number." });
  }
  switch (status) {
    case 401:
      return (
        say(notDone) +
        (code === NOT_RENEWED && !isOver
          ? say({
              da: ": sessionen kunne ikke fornyes endnu. Prøv igen om lidt.",
              en: ": the session could not be renewed yet. Try again shortly.",
            })
          : say({
              da: ": sessionen er slut. Log ind igen, og tryk så igen.",
              en: ": the session has ended. Sign in again, then press again.",
            }))
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
