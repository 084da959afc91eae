package dev.tideway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard of a large system under load.
class ManyFunctionsIT {
    private static final int POSTERS = 8;
    private static final int EVENTS = 5_000;
    private static final int PER_SECOND = 1_000;
    private static final int SECONDS = 6;

    @Test
    void a_hundred_functions_and_a_flood_of_events_can_still_be_read(@TempDir Path root)
            throws Exception {
        Workspace.hundred(root);
        try (var runner = new Runner(root);
                var chromium = new Chromium()) {
            var page = chromium.page(ColorScheme.LIGHT);
            page.navigate(runner.dashboard());
            assertThat(page.locator("g.node.taker")).hasCount(100);
            assertThat(page.locator("g.node.type.unseen")).hasCount(40);
            assertThat(overlapping(page)).isEqualTo(List.of());

            // When
            flood(runner, page);

            // Then: the newest is there, and no more than can be read
            assertThat(page.locator("main tbody tr")).hasCount(300);
            assertThat(page.locator("main tbody tr").first()).containsText("flood-");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Triggers")).click();
            assertThat(page.locator("main tbody tr")).hasCount(100);
        }
    }

    /// Posted as fast as they are taken, while the page shows them.
    private static void flood(Runner runner, Page page) throws Exception {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Events")).click();
        try (var posters = Executors.newFixedThreadPool(POSTERS)) {
            var posted = new ArrayList<Future<?>>();
            for (int poster = 0; poster < POSTERS; poster++) {
                var first = poster * EVENTS / POSTERS;
                posted.add(posters.submit(() -> post(runner, first, EVENTS / POSTERS)));
            }
            for (var one : posted) {
                one.get();
            }
        }
    }

    private static Void post(Runner runner, int first, int count) throws Exception {
        for (int i = first; i < first + count; i++) {
            runner.post(Map.of("type", "flood.v1", "source", "/flood", "id", "flood-" + i), "{}");
        }
        return null;
    }

    @Test
    void at_a_thousand_events_a_second_the_page_still_answers(
            @TempDir Path root, TestReporter reporter) throws Exception {
        Workspace.hundred(root);
        try (var runner = new Runner(root);
                var chromium = new Chromium()) {
            var page = chromium.page(ColorScheme.LIGHT);
            page.navigate(runner.dashboard() + "#events");
            page.evaluate(
                    """
                    () => {
                      window.longTasks = [];
                      new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((it) => it.duration)))
                        .observe({ type: "longtask" });
                    }
                    """);
            // When
            try (var load = new SteadyLoad(runner, PER_SECOND, SECONDS)) {
                int turns = 0;
                while (load.isRunning()) {
                    turn(page);
                    turns++;
                }
                // Then
                var tasks = (List<?>) page.evaluate("() => window.longTasks");
                reporter.publishEntry(
                        "%.0f events/s, %d turns, tasks of more than 50 ms: %s"
                                .formatted(load.rate(), turns, tasks));
                assertThat(turns).isPositive();
                runner.post(Map.of("type", "last.v1", "source", "/last", "id", "the-last"), "{}");
                assertThat(page.locator("main tbody tr").first()).containsText("the-last");
            }
        }
    }

    /// To another view and back; the list of events, whatever has come meanwhile, is no longer than can be read.
    private static void turn(Page page) {
        click(page, "Triggers");
        assertThat(page.locator("main tbody tr")).hasCount(100);
        click(page, "Map");
        assertThat(page.locator("g.node.taker")).hasCount(100);
        click(page, "Events");
        assertThat(page.getByLabel("type", new Page.GetByLabelOptions().setExact(true)))
                .isVisible();
        assertThat(page.locator("main tbody tr").first()).containsText("steady-");
        assertThat(page.locator("main tbody tr").count()).isBetween(1, 300);
    }

    private static void click(Page page, String view) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(view)).click();
    }

    /// Names pairs of boxes that lie on each other, all looked at in one moment: the page draws itself anew every second.
    private static Object overlapping(Page page) {
        return page.evaluate(
                """
                () => {
                  const boxes = [...document.querySelectorAll("g.node")].map((node) => ({
                    name: node.ariaLabel ?? node.getAttribute("aria-label"),
                    at: node.querySelector("rect").getBoundingClientRect(),
                  }));
                  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
                  return boxes.flatMap((a, i) =>
                    boxes.slice(i + 1).filter((b) => overlap(a.at, b.at)).map((b) => a.name + " and " + b.name));
                }
                """);
    }
}
