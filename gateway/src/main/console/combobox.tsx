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
  readonly nothingFound: string;
  /** Whether the desk's shortcut leads here. */
  readonly isMain?: boolean;
  readonly placeholder?: string;
}

/** A field that offers what fits what is typed, and is empty again once something was chosen (ARIA combobox). */
export function Combobox({ label, hint, find, nothingFound, isMain, placeholder }: Props) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const options = isOpen ? find(typed) : [];
  const activeOption = options[active];

  function choose(option: Option) {
    option.choose();
    setTyped("");
    setOpen(false);
  }

  function move(to: number) {
    setOpen(true);
    const count = Math.max(options.length, 1);
    const next = (to + count) % count;
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: "nearest" });
  }

  function onKeyDown(event: KeyboardEvent) {
    const actions: Record<string, (() => void) | undefined> = {
      ArrowDown: () => move(isOpen ? active + 1 : 0),
      ArrowUp: () => move(active - 1),
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
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      />
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        class="options"
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
      <p class="hint" role="status">
        {isOpen && typed.trim() !== "" && options.length === 0 ? nothingFound : ""}
      </p>
    </div>
  );
}
