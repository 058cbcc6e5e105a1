import { useId, useRef, useState } from "preact/hooks";

/** One thing that can be chosen. */
export interface Option {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly choose: () => void;
}

interface Props {
  readonly label: string;
  readonly hint: string;
  /** Returns what fits what was typed, the likeliest first. */
  readonly find: (typed: string) => readonly Option[];
  /** What is said if nothing does. */
  readonly nothingFound: string;
  /** Returns what is offered then: what sounds alike, and all there is. None is chosen before somebody moves to it. */
  readonly instead: (typed: string) => readonly Option[];
  /** Whether the desk's shortcut leads here. */
  readonly isMain?: boolean;
  readonly placeholder?: string;
}

/** A field that offers what fits what is typed, and is empty again once something was chosen (ARIA combobox). */
export function Combobox({ label, hint, find, nothingFound, instead, isMain, placeholder }: Props) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [moved, setMoved] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const found = isOpen ? find(typed) : [];
  const isNothing = isOpen && typed.trim() !== "" && found.length === 0;
  const options = isNothing ? instead(typed) : found;
  const active = moved ?? (isNothing ? -1 : 0);
  const activeOption = options[active];

  function choose(option: Option) {
    option.choose();
    setTyped("");
    setMoved(null);
    setOpen(false);
  }

  function move(to: number) {
    setOpen(true);
    const count = Math.max(options.length, 1);
    const next = (to + count) % count;
    setMoved(next);
    list.current?.children[next]?.scrollIntoView({ block: "nearest" });
  }

  function onKeyDown(event: KeyboardEvent) {
    const actions: Record<string, (() => void) | undefined> = {
      ArrowDown: () => move(isOpen ? active + 1 : 0),
      ArrowUp: () => move(Math.max(active, 0) - 1),
      Enter: activeOption && (() => choose(activeOption)),
      Escape: isOpen ? () => setOpen(false) : undefined,
    };
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }

  return (
    <div class="combobox">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        value={typed}
        data-main={isMain}
        placeholder={placeholder}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={activeOption && `${id}-${active}`}
        aria-describedby={`${id}-hint`}
        onInput={event => {
          setTyped(event.currentTarget.value);
          setOpen(event.currentTarget.value !== "");
          setMoved(null);
        }}
        onKeyDown={onKeyDown}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      />
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      <p class="hint" role="status">
        {isNothing ? nothingFound : ""}
      </p>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        class={isNothing ? "options below" : "options"}
        hidden={options.length === 0}
        ref={list}
        // Else the field would lose the focus, which closes the list.
        onMouseDown={event => event.preventDefault()}
      >
        {options.map((option, index) => (
          <li
            key={option.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onClick={() => choose(option)}
          >
            {option.label}
            {option.note && <span class="note">{option.note}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
