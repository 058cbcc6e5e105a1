import { useState } from "preact/hooks";
import type { UserIdEvent, UserIdHistoryAnswer, UserIdVerdict } from "./answers";
import { By } from "./by";
import { momentInShort } from "./days";
import { isFocusIn, lead } from "./focus";
import { useAnswer } from "./gateway";
import { say, type Text } from "./language";
import { eventName } from "./names";
import { ReasonForm } from "./reason-form";
import { troubleWords } from "./verdict";

/** The most that are shown at first. */
const LATEST = 10;

const PLACE = "user-id-history";

interface Props {
  readonly userId: string;
  /** What a check says of it, if it is known. */
  readonly verdict: UserIdVerdict | undefined;
  /** Another one asks again. */
  readonly version: number;
  /** It may be free now. */
  readonly onChanged: () => void;
}

/**
 * Since when and why a user ID is somebody's, and the way to free it.
 *
 * It is told only if it is asked for: while one types, the field holds the user IDs of others.
 */
export function UserIdHistory(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <h2 id={PLACE} tabIndex={-1}>
        {say({ da: "Historik", en: "History" })}
      </h2>
      {isOpen ? (
        <Told {...props} />
      ) : (
        <button
          type="button"
          onClick={() => {
            setOpen(true);
            lead(PLACE);
          }}
        >
          {props.verdict === "taken"
            ? say({ da: "Hvorfor er det optaget?", en: "Why is it taken?" })
            : say({ da: "Vis, hvad der er sket med det", en: "Show what happened to it" })}
        </button>
      )}
    </>
  );
}

function Told({ userId, verdict, version, onChanged }: Props) {
  const { last: answer, problem, isCurrent } = useAnswer<UserIdHistoryAnswer>(
    "/v1/user-id-history",
    { userId },
    version,
  );
  const [isFreeing, setFreeing] = useState(false);
  const [shown, setShown] = useState(LATEST);
  const trouble = problem && <p class="hint">{troubleWords(problem)}</p>;
  if (!answer) {
    return <>{trouble}</>;
  }
  const { events } = answer;
  const last = events[events.length - 1];
  const isSomebodys = last ? HAS_IT[last.event] !== undefined : verdict === "taken";
  return (
    <>
      {trouble}
      <p class="since" role="status" aria-busy={!isCurrent}>
        <Since last={last} verdict={verdict} />
      </p>
      <ol class="events">
        {events.slice(-shown).map((event, index) => (
          <li key={events.length - shown + index}>
            <EventLine event={event} />
          </li>
        ))}
      </ol>
      {events.length > shown && (
        <button type="button" class="quiet" onClick={() => setShown(events.length)}>
          {say({ da: `Vis alle ${events.length}`, en: `Show all ${events.length}` })}
        </button>
      )}
      {isSomebodys && !isFreeing && (
        <button
          id="free"
          type="button"
          onClick={() => {
            setFreeing(true);
            lead("freeing");
          }}
        >
          {say({ da: "Frigiv bruger-ID'et", en: "Free the user ID" })}
        </button>
      )}
      {isFreeing && (
        <div id="freeing">
          <Free
            userId={userId}
            onEnd={isFreed => {
              if (isFocusIn("freeing")) {
                lead(isFreed ? PLACE : "free");
              }
              setFreeing(false);
              onChanged();
            }}
          />
        </div>
      )}
    </>
  );
}

/** What is said of a user ID by the last that happened, if somebody has it since. */
const HAS_IT: Readonly<Record<string, Text>> = {
  imported: { da: "Optaget siden", en: "Taken since" },
  claimed: { da: "Optaget siden", en: "Taken since" },
  held: { da: "Reserveret siden", en: "Held since" },
};

function Since({ last, verdict }: { readonly last: UserIdEvent | undefined; readonly verdict: Props["verdict"] }) {
  if (!last) {
    return <>{say({ da: "Der er ikke noteret noget om det.", en: "Nothing is on record about it." })}</>;
  }
  const moment = momentInShort(last.at);
  const since = HAS_IT[last.event];
  if (since) {
    return (
      <>
        {say(since)} {moment}
        {say({ da: ", af ", en: ", by " })}
        <By by={last.by} />.
        {last.event === "held" && say({ da: " Det er ikke taget endnu.", en: " It is not claimed yet." })}
      </>
    );
  }
  const free = { da: `Ingen har det siden ${moment}`, en: `Nobody has had it since ${moment}` };
  return verdict === "taken" ? (
    <>
      {say(free)}
      {say({
        da: ". Frigivne bruger-ID'er kan være i karantæne; så længe gælder det som optaget for alle.",
        en: ". User IDs that were freed can be in quarantine; until that is over it counts as taken for everybody.",
      })}
    </>
  ) : (
    <>{say(free)}.</>
  );
}

function EventLine({ event }: { readonly event: UserIdEvent }) {
  return (
    <>
      {momentInShort(event.at)}: {eventName(event.event)}
      {event.by.includes("/") && (
        <>
          {say({ da: " af ", en: " by " })}
          <By by={event.by} />
        </>
      )}
      {event.reason !== undefined && <span class="place">“{event.reason}”</span>}
    </>
  );
}

interface FreeProps {
  readonly userId: string;
  readonly onEnd: (isFreed: boolean) => void;
}

function Free({ userId, onEnd }: FreeProps) {
  return (
    <ReasonForm
      label={say({ da: `Hvorfor frigives ${userId}?`, en: `Why is ${userId} freed?` })}
      path="/v1/user-id-releases"
      body={reason => ({ userId, reason })}
      submit={{ da: "Frigiv det", en: "Free it" }}
      notDone={{ da: "Det er ikke frigivet", en: "It is not freed" }}
      noAnswer={{
        da: "Der kom intet svar; måske er det frigivet. Tryk Fortryd, og se efter i historikken, før du prøver igen.",
        en: "There was no answer; it may be freed. Press Cancel, and look at the history before you try again.",
      }}
      notThere={{ da: "Ingen har det mere.", en: "Nobody has it any more." }}
      isRepeatable={false}
      onDone={() => onEnd(true)}
      onCancel={() => onEnd(false)}
    >
      <p>
        {say({
          da: "Den, der har det, mister det, og det kan ikke laves om. Andre kan få det straks, eller når karantænen er slut, hvis der er en.",
          en: "Whoever has it loses it, and that cannot be undone. Others can have it at once, or when the quarantine is over if there is one.",
        })}
      </p>
    </ReasonForm>
  );
}
