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

/** Keeps what has the focus in sight above a banner that sticks to the foot of a small screen and may grow. */
export function keepClear(banner: HTMLElement): () => void {
  const observer = new ResizeObserver(() => {
    if (getComputedStyle(banner).position === "sticky") {
      document.documentElement.style.scrollPaddingBottom = `${banner.offsetHeight + 4}px`;
      document.activeElement?.scrollIntoView({ block: "nearest" });
    }
  });
  observer.observe(banner);
  return () => observer.disconnect();
}
