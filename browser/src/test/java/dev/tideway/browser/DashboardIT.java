package dev.tideway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What somebody sees and does who has nothing but the dashboard.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {
    private static final IsVisibleOptions PATIENTLY = new IsVisibleOptions().setTimeout(60_000);

    private Chromium chromium;
    private Runner runner;
    private Page page;

    @BeforeAll
    void start(@TempDir Path root) throws IOException {
        Workspace.mistyped(root);
        runner = new Runner(root);
        chromium = new Chromium();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (runner != null) {
            runner.close();
        }
    }

    @BeforeEach
    void open() {
        page = chromium.page(ColorScheme.LIGHT);
        page.navigate(runner.dashboard());
    }

    @AfterEach
    void close() {
        page.context().close();
    }

    private void post(String type, String id) throws Exception {
        runner.post(Map.of("type", type, "source", "/shop", "id", id), "{}");
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator function(String state) {
        return page.getByRole(
                AriaRole.IMG,
                new Page.GetByRoleOptions().setName(Pattern.compile("^function, taker, " + state)));
    }

    @Test
    void a_function_wakes_and_goes_to_sleep_before_your_eyes() throws Exception {
        assertThat(function("asleep")).isVisible(PATIENTLY);
        post("order.v1", "wakes");
        assertThat(function("awake")).isVisible(PATIENTLY);
        assertThat(function("asleep")).isVisible(PATIENTLY);
    }

    @Test
    void a_type_shows_who_answers_with_it_who_takes_it_and_whether_it_was_ever_seen()
            throws Exception {
        runner.post(
                Map.of("type", "order.v1", "source", "/shop", "id", "asks", "answer", "paid.v1"),
                "{}");
        assertThat(type("order.v1, of broker default, \\d+ seen, taken by right")).isVisible();
        assertThat(type("ordr.v1, of broker default, declared, never seen, taken by wrong"))
                .isVisible();
        var paid = type("paid.v1, of broker default, 1 seen, from taker, no trigger asks for it");
        assertThat(paid).isVisible(PATIENTLY);
        // When: by keyboard
        paid.focus();
        // Then: from the broker, and back from the function
        assertThat(page.locator(".edges > g.lit")).hasCount(2);
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("type")).hasValue("paid.v1");
        // Of that type alone, and once, though the page looks every second besides.
        assertThat(page.locator("main tbody tr")).hasCount(1);
        assertThat(link("answer-asks")).isVisible();
    }

    private Locator type(String said) {
        return page.getByRole(
                AriaRole.LINK,
                new Page.GetByRoleOptions().setName(Pattern.compile("^event type, " + said + "$")));
    }

    @Test
    void whoever_breaks_a_triggers_type_finds_out_why_in_three_clicks() throws Exception {
        post("order.v1", "o-1001");
        link("Events").click();
        link("o-1001").click();
        assertThat(page.getByText("trigger default/wrong: not wanted, type is order.v1, wanted ordr.v1"))
                .isVisible(PATIENTLY);
        assertThat(page.getByText(Pattern.compile("trigger default/right: delivered in .* ms")))
                .isVisible(PATIENTLY);
    }

    @Test
    void a_journey_is_a_waterfall_of_spans_too_each_at_its_level() throws Exception {
        post("order.v1", "traced");
        page.navigate(runner.dashboard() + "#event=traced");
        var deliver = page.getByRole(AriaRole.ROWHEADER, named("level 2, deliver"));
        assertThat(deliver).isVisible(PATIENTLY);
        assertThat(page.getByRole(AriaRole.ROWHEADER, named("level 1, send"))).isVisible();
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHas(deliver)))
                .containsText("trigger default/right");
        assertThat(page.getByRole(AriaRole.CAPTION)).containsText(Pattern.compile("Trace [0-9a-f]{32}"));
        page.getByText(Pattern.compile("spans in .* ms")).focus();
        page.keyboard().press("Enter");
        assertThat(deliver).isHidden();
    }

    @Test
    void an_event_that_nobody_takes_is_found_by_its_id() throws Exception {
        post("odrer.v1", "lonely");
        page.getByLabel("Event id").fill("lonely");
        page.keyboard().press("Enter");
        for (var wanted : List.of("order.v1", "ordr.v1")) {
            assertThat(page.getByText("not wanted, type is odrer.v1, wanted " + wanted)).isVisible();
        }
    }

    @Test
    void what_an_event_carries_is_text_and_nothing_else() throws Exception {
        var markup = "<img src=x onerror=\"document.title='owned'\"><b>";
        runner.post(
                Map.of("type", "order.v1", "source", "/a", "id", markup, "subject", markup), "{}");
        link("Events").click();
        page.locator("main a", new Page.LocatorOptions().setHasText(markup)).first().click();
        assertThat(page.locator("main h2")).containsText(markup);
        assertThat(page.locator("main img, main b")).hasCount(0);
        assertThat(page).hasTitle("kn-local");
    }

    @Test
    void events_are_filtered_by_type() throws Exception {
        post("apple.v1", "a-1");
        post("pear.v1", "p-1");
        link("Events").click();
        assertThat(link("a-1")).isVisible();
        page.getByLabel("type").fill("pear.v1");
        page.keyboard().press("Enter");
        assertThat(link("p-1")).isVisible();
        assertThat(link("a-1")).hasCount(0);
    }

    @Test
    void what_a_function_prints_is_shown_without_its_secrets() throws Exception {
        post("order.v1", "prints");
        link("Functions").click();
        link("logs").click();
        assertThat(page.getByText("took prints, the word is •••")).isVisible(PATIENTLY);
        assertThat(page.getByText("swordfish")).hasCount(0);
    }

    @Test
    void a_fault_is_set_shown_and_cleared() {
        link("Faults").click();
        page.locator("select[name=kind]").selectOption("delay");
        assertThat(page.locator("input[name=status]")).isHidden();
        page.locator("input[name=delayMillis]").fill("5");
        page.getByRole(AriaRole.BUTTON, named("Set")).click();
        assertThat(page.getByText("takes 5 ms longer")).isVisible();
        link("Map").click();
        assertThat(page.getByText("⚡ takes 5 ms longer")).isVisible();
        link("Faults").click();
        page.getByRole(AriaRole.BUTTON, named("Clear all")).click();
        assertThat(page.getByText("No fault is set.")).isVisible();
    }

    @Test
    void a_replay_that_nobody_wants_any_more_is_stopped() throws Exception {
        post("order.v1", "again");
        ask("/api/faults", SLOW);
        try {
            ask("/api/replay", "{\"trigger\": \"right\", \"from\": \"2026-01-01T00:00:00Z\"}");
            link("Triggers").click();
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions()
                                    .setName(Pattern.compile("^stop replay ")))
                    .click();
            // What is under way comes to its end.
            assertThat(page.getByRole(AriaRole.CELL, cell("stopping"))).isVisible();
            assertThat(page.getByText("stop", new Page.GetByTextOptions().setExact(true)))
                    .hasCount(0);
            assertThat(page.getByRole(AriaRole.CELL, cell("stopped"))).isVisible(PATIENTLY);
        } finally {
            ask("/api/faults/clear", "{}");
        }
    }

    private static final String SLOW =
            "{\"function\": \"taker\", \"kind\": \"delay\", \"delayMillis\": 10000}";

    private static Page.GetByRoleOptions cell(String text) {
        return new Page.GetByRoleOptions().setName(Pattern.compile("^" + text));
    }

    /// As the page's own code asks.
    private void ask(String path, String order) {
        var answer =
                page.evaluate(
                        "([path, body]) => fetch(path, {method: 'POST', headers: {'Content-Type': 'application/json'}, body}).then(it => it.status + ' ' + path)",
                        List.of(path, order));
        assertThat(answer).asString().startsWith("2");
    }

    @Test
    void an_event_is_shown_copied_and_sent() throws Exception {
        post("order.v1", "template");
        page.navigate(runner.dashboard() + "#event=template");
        page.getByText("show event").click();
        assertThat(page.locator("pre")).containsText("id: template");
        page.getByText("send an edited copy").click();
        assertThat(page.getByLabel("type", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("order.v1");
        page.getByLabel("Data", new Page.GetByLabelOptions().setExact(true)).fill("{");
        page.getByText("Send", new Page.GetByTextOptions().setExact(true)).last().click();
        assertThat(page.getByText("Data: not JSON")).isVisible();
        page.getByLabel("Data", new Page.GetByLabelOptions().setExact(true)).fill("{}");
        page.getByText("Send", new Page.GetByTextOptions().setExact(true)).last().click();
        link("its journey").click();
        assertThat(page.getByText(Pattern.compile("trigger default/right: delivered in .* ms")))
                .isVisible(PATIENTLY);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    @Test
    void all_of_it_can_be_reached_by_keyboard() {
        for (var name : List.of("Map", "Events", "Functions", "Triggers", "Dead letters", "Faults", "Send")) {
            page.keyboard().press("Tab");
            assertThat(link(name)).isFocused();
        }
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Send")))
                .isVisible();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void every_view_is_fit_for_those_who_see_little(ColorScheme scheme) throws Exception {
        post("order.v1", "seen");
        page.context().close();
        page = chromium.page(scheme);
        for (var view : List.of("map", "events", "functions", "triggers", "letters", "faults", "send", "event=seen", "logs=taker")) {
            page.navigate(runner.dashboard() + "#" + view);
            page.locator("main section").first().waitFor();
            var found = new AxeBuilder(page).analyze().getViolations();
            assertThat(found).as("%s, %s", view, scheme).isEmpty();
        }
    }
}
