package dk.porten.consoletests;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway and a browser that opens its console. After each test it fails if a page said an error
 * (a breach of the Content-Security-Policy is one), asked another host, or left a window open or
 * something behind in the browser or in its address.
 */
final class Console implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  /** In the order of their shortcuts. */
  static final List<String> DESKS =
      List.of("visit", "user-id", "documents", "witness", "comparison", "guidance", "rules");

  static final int WIDE = 1_280;
  static final int NARROW = 360;
  private static final int HEIGHT = 900;
  private static final int NARROW_HEIGHT = 640;

  private static final Path CHROMIUM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  /** Without these a headless Chromium asks hosts of its makers. */
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** The rules of WCAG 2.2 AA are not among those that run by themselves. */
  private static final List<String> AXE_TAGS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice");

  private final Map<String, String> variables;
  private final Set<String> hosts;
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private final Set<String> asked = new ConcurrentSkipListSet<>();
  private String address;
  private @Nullable GatewayProcess gateway;
  private @Nullable Playwright playwright;
  private @Nullable Browser browser;

  private Console(String address, Map<String, String> variables, Set<String> hosts) {
    this.address = address;
    this.variables = variables;
    this.hosts = hosts;
  }

  /** Returns the console of a demo. */
  static Console ofDemo() {
    return with(Map.of());
  }

  /** Returns the console of a gateway that is configured so. */
  static Console with(Map<String, String> variables) {
    return new Console("", variables, Set.of());
  }

  /** Returns the console at which people sign in at this issuer. */
  static Console at(Issuer issuer) {
    return at(issuer, Map.of());
  }

  /** Returns the console at which people sign in at this issuer, of a gateway configured so too. */
  static Console at(Issuer issuer, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(issuer.variables());
    variables.putAll(more);
    return new Console("", variables, Set.of(issuer.address()));
  }

  /** Returns the console of a gateway that runs already, whose tokens are of the issuer there. */
  static Console running(String address, String issuer) {
    return new Console(address, Map.of(), Set.of(issuer));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    assertThat(CHROMIUM).as("install chromium, or tell where it is by -Dchromium").isExecutable();
    if (address.isEmpty()) {
      gateway = GatewayProcess.start(variables);
      address = gateway.address();
    }
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(FLAGS));
  }

  /** Has the browser say in this test that a request was refused with a status. */
  void expectRefusal(int status) {
    expected.add("the server responded with a status of " + status);
  }

  /** Has the browser say in this test that it could not connect. */
  void expectDisconnection() {
    expected.add("net::ERR_INTERNET_DISCONNECTED");
  }

  /** Has the browser say in this test that a request failed. */
  void expectFailure() {
    expected.add("net::ERR_FAILED");
  }

  GatewayProcess gateway() {
    return Objects.requireNonNull(gateway);
  }

  /** Opens a desk as a browser of that language would. */
  Page open(String desk, String language) {
    return open(desk, language, ColorScheme.LIGHT, WIDE);
  }

  /** Opens a desk. */
  Page open(String desk, String language, ColorScheme scheme, int width) {
    Page page = openAt("/console#" + desk, language, scheme, width);
    // Typing goes to the desk's first field; who has to sign in first, or reads, has none.
    page.locator("[data-main=true]:focus, h1:focus, .session button").first().waitFor();
    return page;
  }

  /** Changes to a desk by its shortcut. */
  static void goTo(Page page, String desk) {
    page.keyboard().press("Alt+" + (DESKS.indexOf(desk) + 1));
  }

  /** Opens the contract's reader. */
  Page openDocs() {
    return openAt("/docs", "en", ColorScheme.LIGHT, WIDE);
  }

  private Page openAt(String path, String language, ColorScheme scheme, int width) {
    BrowserContext context =
        Objects.requireNonNull(browser)
            .newContext(
                new Browser.NewContextOptions()
                    .setLocale(language.equals("da") ? "da-DK" : "en-GB")
                    .setColorScheme(scheme)
                    .setViewportSize(width, width == NARROW ? NARROW_HEIGHT : HEIGHT));
    context.setDefaultTimeout(15_000);
    context.onConsoleMessage(this::note);
    context.onWebError(error -> errors.add(error.error()));
    context.onRequest(this::note);
    contexts.add(context);
    Page page = context.newPage();
    page.navigate(address + path);
    return page;
  }

  /** Fails if axe-core finds something that is not accessible in what a page shows. */
  static void assertAccessible(Page page) {
    assertThat(new AxeBuilder(page).withTags(AXE_TAGS).analyze().getViolations())
        .extracting(found -> found.getId() + ": " + found.getNodes().get(0).getHtml())
        .isEmpty();
  }

  /** Keeps a picture of the whole page as output of the build. */
  static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  private void note(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      errors.add(message.text());
    }
  }

  private void note(Request request) {
    asked.add(request.url().replaceFirst("^(\\w+://[^/]*).*", "$1"));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      for (BrowserContext opened : contexts) {
        // A window that has told what it came back with is about to close.
        opened.waitForCondition(
            () -> opened.pages().stream().allMatch(page -> page.opener() == null));
        opened.pages().forEach(this::assertNothingIsLeft);
        // Cookies know no ports: Keycloak's are of this host too.
        assertThat(opened.cookies()).allMatch(cookie -> cookie.path.startsWith("/realms/"));
      }
      assertThat(errors)
          .filteredOn(error -> expected.stream().noneMatch(error::contains))
          .isEmpty();
      assertThat(asked)
          .allSatisfy(
              host -> assertThat(hosts.contains(host) || host.equals(address)).as(host).isTrue());
    } finally {
      contexts.forEach(BrowserContext::close);
      contexts.clear();
      errors.clear();
      expected.clear();
      asked.clear();
    }
  }

  private void assertNothingIsLeft(Page page) {
    assertThat(page.url()).matches(address + "/(console#[a-z-]+(/[a-z-]+)?|docs(#/\\w+/\\w+)?)");
    assertThat(page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
    assertThat(page.evaluate("indexedDB.databases().then(found => found.length)")).isEqualTo(0);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
    if (gateway != null) {
      gateway.close();
    }
  }
}
