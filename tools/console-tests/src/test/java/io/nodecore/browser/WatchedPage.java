package io.nodecore.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A page that remembers what must not happen: errors in its console, violations of the policy, and requests to another host. */
final class WatchedPage implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** Only what is serious or critical, as impact:rule:selector. */
    private static final String RUN_AXE = """
            async () => {
              const found = await axe.run(document, {resultTypes: ['violations']});
              return found.violations.filter((one) => ['serious', 'critical'].includes(one.impact))
                .flatMap((one) => one.nodes.map((node) => `${one.impact}: ${one.id}: ${node.target.join(' ')} ${node.failureSummary}`));
            }""";

    private final BrowserContext context;
    private final Page page;
    private final String origin;
    private final List<String> faults = new ArrayList<>();

    WatchedPage(Browser browser, String origin, int width, ColorScheme scheme) {
        this.origin = origin;
        context = browser.newContext(
                new NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme));
        page = context.newPage();
        page.onConsoleMessage(this::remember);
        page.onPageError(error -> faults.add("error: " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) {
                faults.add("request to another host: " + request.url());
            }
        });
    }

    Page page() {
        return page;
    }

    /** Opens the console, signs in with the token, and returns when the shell is there. */
    WatchedPage signedIn(String token) {
        page.navigate(origin);
        page.getByLabel("Token").fill(token);
        page.getByLabel("Token").press("Enter");
        page.locator("nav#pages").waitFor(attached());
        return this;
    }

    /** Opens an address of the console and returns when its page has loaded its data. */
    void open(String route) {
        page.evaluate("route => { location.hash = route; }", route);
        page.locator("main h1").first().waitFor();
        page.locator("main .skeleton").first().waitFor(detached());
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    /** Whether the page is wider than the window. */
    boolean scrollsSideways() {
        return (boolean) page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth");
    }

    List<?> accessibilityViolations() {
        if (!(boolean) page.evaluate("() => 'axe' in window")) {
            page.evaluate(axe());
        }
        return (List<?>) page.evaluate(RUN_AXE);
    }

    /** What must not have happened until now. */
    List<String> faults() {
        return faults;
    }

    @Override
    public void close() {
        context.close();
    }

    private void remember(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            faults.add(message.type() + ": " + message.text() + " " + message.location());
        }
    }

    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
    }

    private static Locator.WaitForOptions detached() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
    }

    private static String axe() {
        try (InputStream script = WatchedPage.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
