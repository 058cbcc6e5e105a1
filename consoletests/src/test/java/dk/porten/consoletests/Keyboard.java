package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Somebody at a page who has nothing but the keys, and how many of them they have pressed. */
final class Keyboard {

  private static final int MAX_TABS = 200;

  /** Says by which key the focus comes nearer to an element; nothing if it is there. */
  private static final String WAY_TO =
      """
      goal => {
        const at = document.activeElement;
        const isBefore = goal.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING;
        return goal.contains(at) ? "" : isBefore ? "Shift+Tab" : "Tab";
      }
      """;

  private final Page page;
  private int pressed;

  Keyboard(Page page) {
    this.page = page;
  }

  /** Returns how many keys were pressed; one with Shift or Alt is one. */
  int pressed() {
    return pressed;
  }

  void type(String text) {
    page.keyboard().type(text);
    pressed += text.length();
  }

  void press(String key) {
    page.keyboard().press(key);
    pressed++;
  }

  /** Goes to an element by Tab, and presses a key there. */
  void press(Locator goal, String key) {
    goTo(goal);
    press(key);
  }

  /** Goes to a field by Tab, which selects what is in it, and types. */
  void type(Locator field, String text) {
    goTo(field);
    type(text);
  }

  /** Types into the combobox that has the focus, and takes the likeliest. */
  void choose(String words) {
    type(words);
    assertThat(page.locator("[role=option][aria-selected=true]")).isVisible();
    press("Enter");
    assertThat(page.locator("[role=listbox]:visible")).hasCount(0);
  }

  /** Goes to an element, or into it, by Tab. */
  void goTo(Locator goal) {
    for (int tabs = 0; tabs < MAX_TABS; tabs++) {
      String way = (String) goal.evaluate(WAY_TO);
      if (way.isEmpty()) {
        return;
      }
      press(way);
    }
    throw new AssertionError("no way by Tab to " + goal);
  }
}
