/** Where the keyboard goes when what it was on goes away. */

/** Leads to the desk's first field, or its heading where there is none. */
export function focusMain(): void {
  const place = document.querySelector<HTMLElement>("[data-main='true']") ?? document.querySelector("h1");
  place?.focus();
}

/** Leads to a field or heading, by the id of its own or of what it is in; also if it is only about to be drawn. */
export function lead(id: string): void {
  requestAnimationFrame(() => {
    const place = document.getElementById(id);
    const field = place?.matches("input, select, button, [tabindex]")
      ? place
      : place?.querySelector<HTMLElement>("input, select, button");
    field?.scrollIntoView({ block: "center" });
    field?.focus();
  });
}

/** Says whether the keyboard is in what has this id, or nowhere: what comes late leads it on only then. */
export function isFocusIn(id: string): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || document.getElementById(id)?.contains(at) === true;
}

/** The id of what the notice at the foot of the page offers. */
export const NOTICE_ACTION = "notice-action";

/** Leads to what the notice at the foot of the page offers, if it does. */
export function focusNotice(): void {
  document.getElementById(NOTICE_ACTION)?.focus();
}

/** Keeps what has the focus in sight above a banner that sticks to the foot of a small screen and may grow. */
export function keepClear(banner: HTMLElement): () => void {
  return reserveFoot(banner, "--verdict-height");
}

/**
 * Keeps what has the focus in sight above something that sticks to the foot of the page and may grow.
 *
 * @param property has its height, by which the page reserves the place
 */
export function reserveFoot(sticking: HTMLElement, property: string): () => void {
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    if (getComputedStyle(sticking).position === "sticky") {
      style.setProperty(property, `${sticking.offsetHeight}px`);
      document.activeElement?.scrollIntoView({ block: "nearest" });
    }
  });
  observer.observe(sticking);
  return () => {
    observer.disconnect();
    style.removeProperty(property);
  };
}
