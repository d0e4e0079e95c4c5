package io.nodecore.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console with a real browser, against a Core whose simulated nodes report. */
class ConsoleIT {

    private static final int WIDE = 1280;
    private static final int PHONE = 320;
    private static final double WITHIN_MS = 30_000;

    private static final List<String> PAGES = List.of(
            "#/",
            "#/nodes",
            "#/nodes/add",
            "#/nodes/1",
            "#/nodes/1/traffic",
            "#/nodes/1/online",
            "#/nodes/1/config?from=0&to=1",
            "#/nodes/1/services",
            "#/nodes/1/errors",
            "#/nodes/1/settings",
            "#/users",
            "#/users/1",
            "#/subscriptions",
            "#/subscriptions/1",
            "#/subscriptions/1/explain",
            "#/subscriptions/1/terms",
            "#/online",
            "#/online?tab=shared",
            "#/pipeline",
            "#/pipeline/replays",
            "#/pipeline/letters",
            "#/changes",
            "#/system");

    private static DemoCore core;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Optional<Path> program = Chromium.program();
        if (program.isEmpty()) {
            System.out.println("The console is not tested: there is no Chromium on the PATH, and CHROMIUM names none.");
        }
        assumeTrue(program.isPresent(), "there is no Chromium");
        core = DemoCore.start(folder);
        chromium = Chromium.start(program.orElseThrow());
    }

    @AfterAll
    static void stop() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
        if (core != null) {
            core.close();
        }
    }

    @Test
    void a_wrong_token_is_refused_and_the_right_one_opens_the_overview() {
        try (WatchedPage watched = page(WIDE, ColorScheme.LIGHT)) {
            Page page = watched.page();
            page.navigate(core.consoleUrl());
            page.getByLabel("Token").fill("wrong");
            page.getByLabel("Token").press("Enter");
            shows(page.getByRole(AriaRole.ALERT), "This token is not valid.");
            watched.screenshot("sign-in-light");
            // The browser itself writes the 401 to its console.
            watched.faults().clear();

            page.getByLabel("Token").fill(core.token());
            page.getByLabel("Token").press("Enter");
            shows(page.locator("main h1"), "Overview");

            page.reload();
            shows(page.locator("main h1"), "Overview");
            page.getByText("Sign out").click();
            page.getByLabel("Token").waitFor();
            assertThat(watched.faults()).isEmpty();
        }
    }

    @Test
    void the_printed_link_signs_in_and_leaves_no_token_in_the_address() throws Exception {
        try (WatchedPage watched = page(WIDE, ColorScheme.LIGHT)) {
            watched.page().navigate(core.signInLink());
            shows(watched.page().locator("main h1"), "Overview");
            assertThat(watched.page().url()).doesNotContain(core.token());
            assertThat(watched.faults()).isEmpty();
        }
    }

    @Test
    void every_page_opens_in_both_schemes_without_an_error_a_foreign_request_or_a_serious_axe_violation() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (WatchedPage watched = page(WIDE, scheme).signedIn(core.token())) {
                for (String route : PAGES) {
                    watched.open(route);
                    assertThat(watched.accessibilityViolations())
                            .as("%s %s", route, scheme)
                            .isEmpty();
                    watched.screenshot(name(route) + "-" + scheme.name().toLowerCase(Locale.ROOT));
                }
                assertThat(watched.page().locator("main .problem").count()).isZero();
                assertThat(watched.faults()).isEmpty();
            }
        }
    }

    @Test
    void every_page_fits_a_phone() {
        try (WatchedPage watched = page(PHONE, ColorScheme.LIGHT).signedIn(core.token())) {
            for (String route : PAGES) {
                watched.open(route);
                watched.screenshot(name(route) + "-phone");
                assertThat(watched.scrollsSideways())
                        .as("%s is wider than the window", route)
                        .isFalse();
            }
            assertThat(watched.faults()).isEmpty();
        }
    }

    @Test
    void a_node_is_added_turns_online_and_gets_services_after_a_mistake_is_mended() throws Exception {
        try (WatchedPage watched = page(WIDE, ColorScheme.LIGHT).signedIn(core.token())) {
            Page page = watched.page();
            watched.open("#/nodes/add");
            page.getByText("Make a code").click();
            String code = page.locator("code.code").textContent();
            String key = core.register(code, "ams-1");
            shows(page.locator(".steps"), "ams-1 is registered");
            core.heartbeat(key);
            shows(page.locator(".steps"), "ams-1 is online.");
            watched.screenshot("node-added-light");
            page.getByText("Open the node").click();

            page.getByText("Services", new Page.GetByTextOptions().setExact(true))
                    .click();
            Locator editor = page.getByLabel("Services as JSON");
            String example = editor.inputValue();
            assertThat(example).contains("443");
            editor.fill(example.replace("443", "70000"));
            page.getByText("Show what would change").click();
            shows(page.locator("#services-result"), "xray.inbounds[0].port");
            PlaywrightAssertions.assertThat(page.locator(".gutter .marked")).hasCount(1);
            watched.screenshot("services-violation-light");
            // The browser itself writes the 400 to its console.
            watched.faults().removeIf(fault -> fault.contains("400"));

            editor.fill(example);
            page.getByText("Show what would change").click();
            shows(page.locator("#services-result"), "in-vless");
            watched.screenshot("services-dry-run-light");
            page.getByText("Publish", new Page.GetByTextOptions().setExact(true))
                    .click();
            shows(page.locator(".notice"), "Revision 1 is published.");
            page.getByText("Config", new Page.GetByTextOptions().setExact(true)).click();
            shows(page.locator("nc-node-config"), "services changed");
            assertThat(watched.faults()).isEmpty();
        }
    }

    private static WatchedPage page(int width, ColorScheme scheme) {
        return new WatchedPage(chromium.browser(), core.consoleUrl(), width, scheme);
    }

    private static void shows(Locator place, String text) {
        PlaywrightAssertions.assertThat(place)
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(WITHIN_MS));
    }

    private static String name(String route) {
        String name = route.substring(2).replaceAll("[^a-z0-9]+", "-");
        return name.isEmpty() ? "overview" : name;
    }
}
