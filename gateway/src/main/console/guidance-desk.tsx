import { useState } from "preact/hooks";
import type { Guidance, GuidanceTopic, Source } from "./answers";
import { useAnswer } from "./gateway";
import { say } from "./language";
import { Trouble } from "./verdict";

/** The ways on when MitID is refused or not wanted. */
export function GuidanceDesk() {
  const { answer, problem } = useAnswer<{ readonly topics: readonly GuidanceTopic[] }>("/v1/guidance", undefined);
  const [chosen, setChosen] = useState<string | null>(null);
  const topic = chosen ?? answer?.topics[0]?.id;
  return (
    <div class="desk topics">
      <section aria-label={say({ da: "Emner", en: "Topics" })}>
        <Trouble problem={problem} />
        <ul class="choices">
          {answer?.topics.map(one => (
            <li key={one.id}>
              <button
                type="button"
                aria-pressed={one.id === topic}
                onClick={() => setChosen(one.id)}
                data-main={one === answer.topics[0]}
              >
                <strong>{one.title}</strong>
                <span>{one.summary}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={say({ da: "Vejledning", en: "Guidance" })} class="prose" aria-live="polite">
        {topic && <Topic key={topic} id={topic} />}
      </section>
    </div>
  );
}

function Topic({ id }: { readonly id: string }) {
  const { answer, problem } = useAnswer<Guidance>(`/v1/guidance/${id}`, undefined);
  return answer ? (
    <>
      <h2>{answer.title}</h2>
      {answer.sections.map(section => (
        <section key={section.id}>
          <h3>{section.heading}</h3>
          {section.paragraphs.map((paragraph, index) => (
            <p key={index}>{paragraph}</p>
          ))}
          {section.steps.length > 0 && (
            <ol>
              {section.steps.map((step, index) => (
                <li key={index}>{step}</li>
              ))}
            </ol>
          )}
          <p class="note">
            {section.clause} · {section.sources.join(", ")}
          </p>
        </section>
      ))}
      <h3>{say({ da: "Kontakt", en: "Contacts" })}</h3>
      {answer.contacts.map(({ authority, contacts }) => (
        <dl key={authority}>
          {contacts.map(contact => (
            <div key={contact.kind}>
              <dt>
                {contact.label} ({authority})
              </dt>
              <dd>{contact.value}</dd>
            </div>
          ))}
        </dl>
      ))}
      <h3>{say({ da: "Kilder", en: "Sources" })}</h3>
      <SourceList sources={answer.sources} />
    </>
  ) : (
    <Trouble problem={problem} />
  );
}

export function SourceList({ sources }: { readonly sources: Guidance["sources"] }) {
  return (
    <ul class="sources">
      {sources.map(source => (
        <li key={source.id}>
          <strong>{source.id}</strong>{" "}
          <SourceTitle source={source} />
        </li>
      ))}
    </ul>
  );
}

/** A source's title, which leads to it if it has an address. */
export function SourceTitle({ source }: { readonly source: Source }) {
  return source.url ? (
    <a href={source.url} rel="noreferrer" target="_blank">
      {source.title}
    </a>
  ) : (
    <>{source.title}</>
  );
}
