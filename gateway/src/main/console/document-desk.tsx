import { useState } from "preact/hooks";
import type { DocumentAnswer } from "./answers";
import { documentQuestion, MAX_PAPERS } from "./case";
import { invitation, type DeskProps } from "./desk";
import { Bring, HowLong, PaperRemark, Questions, ReasonsTogether, RouteTaken } from "./document-answer";
import { Tick } from "./fields";
import { useAnswer, useAnswered } from "./gateway";
import { say } from "./language";
import { PaperList, PaperPicker } from "./papers";
import { Banner } from "./verdict";

const FEW = 5;
const ALL = 200;

/** Do these documents suffice on that day; why not; what else? */
export function DocumentDesk({ known, change }: DeskProps) {
  const [bringLimit, setBringLimit] = useState(FEW);
  const { answer, problem, isCurrent } = useAnswer<DocumentAnswer>(
    "/v1/document-checks",
    documentQuestion(known, bringLimit),
  );
  const { papers } = useAnswered(known, isCurrent);
  return (
    <div class="desk">
      <section aria-label={say({ da: "Dokumenter", en: "Documents" })}>
        <PaperPicker papers={known.papers} onChange={papers => change({ papers })} isMain />
        <PaperList
          papers={known.papers}
          onChange={papers => change({ papers })}
          answered={papers}
          unknown={answer?.unknown ?? []}
          remark={index => <PaperRemark answer={answer} index={index} />}
        />
        <Circumstances known={known} change={change} />
      </section>
      <section aria-label={say({ da: "Svaret", en: "The answer" })} class="answer">
        <Banner
          verdict={known.papers.length === 0 ? null : (answer?.verdict ?? null)}
          problem={problem}
          isCurrent={isCurrent}
          invitation={invitation(known, {
            da: "Uden dokumenter: se herunder, hvad der kan tages med.",
            en: "Without documents: see below what can be brought.",
          })}
        >
          {answer && <RouteTaken answer={answer} />}
          {answer && <HowLong answer={answer} />}
        </Banner>
        {answer && (
          <>
            <Questions about={say({ da: "Spørg om", en: "Ask about" })} unknown={answer.unknown} papers={papers} />
            {known.papers.length > 0 && <ReasonsTogether answer={answer} papers={papers} />}
            <Bring
              answer={answer}
              room={MAX_PAPERS - known.papers.length}
              onBring={more => change({ papers: [...known.papers, ...more] })}
              onMore={bringLimit === FEW ? () => setBringLimit(ALL) : null}
            />
            <HowIdentified answer={answer} />
          </>
        )}
      </section>
    </div>
  );
}

/** What makes a witness the better way to confirm who the citizen is. */
export function Circumstances({ known, change }: DeskProps) {
  return (
    <div class="ticks">
      <Tick
        label={say({ da: "Borgeren er udlænding", en: "The citizen is a foreigner" })}
        isTicked={known.foreigner}
        onChange={foreigner => change({ foreigner })}
      />
      <Tick
        label={say({ da: "Borgeren bor uden for Danmark", en: "The citizen lives outside Denmark" })}
        isTicked={known.livesAbroad}
        onChange={livesAbroad => change({ livesAbroad })}
      />
    </div>
  );
}

function HowIdentified({ answer }: { readonly answer: DocumentAnswer }) {
  return (
    <p class="hint">
      {say({
        da: "Derudover bekræftes identiteten med kontrolspørgsmål eller et vidne.",
        en: "Besides, the identity is confirmed by control questions or a witness.",
      })}{" "}
      {answer.confirmIdentity.recommended === "witness" &&
        say({ da: "Et vidne anbefales her.", en: "A witness is recommended here." })}
    </p>
  );
}
