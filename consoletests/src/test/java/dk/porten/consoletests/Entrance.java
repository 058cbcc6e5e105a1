package dk.porten.consoletests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;

/** Where people sign in and out at a page, and what is said of it. */
final class Entrance {

  private Entrance() {}

  /** Has somebody sign in who was not signed in. */
  static void signIn(Page page) {
    new Keyboard(page).press(button(page, "Sign in"), "Enter");
    assertThat(page.locator(".scopes")).isVisible();
  }

  /** Has somebody sign in whose session has ended, by the shortcut. */
  static void signInAgain(Page page) {
    page.keyboard().press("Alt+l");
    assertThat(button(page, "Sign in again")).isFocused();
    page.keyboard().press("Enter");
    assertThat(notice(page)).isEmpty();
  }

  /** Returns when the renewal that this starts has been answered. */
  static void awaitRenewal(Page page, Runnable start) {
    page.waitForRequestFinished(
        new Page.WaitForRequestFinishedOptions()
            .setPredicate(request -> request.url().endsWith("/token")),
        start);
  }

  /** Returns what is said of the session. */
  static Locator notice(Page page) {
    return page.locator(".notice [role=status]");
  }

  static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  /** Has a page get this answer. */
  static void answer(Page page, String url, int status, String body) {
    page.route(
        url, route -> route.fulfill(new Route.FulfillOptions().setStatus(status).setBody(body)));
  }

  /** Has a page be refused, and told to try again in a second. */
  static void refuseForASecond(Page page, String url) {
    page.route(
        url,
        route ->
            route.fulfill(
                new Route.FulfillOptions().setStatus(503).setHeaders(Map.of("Retry-After", "1"))));
  }
}
