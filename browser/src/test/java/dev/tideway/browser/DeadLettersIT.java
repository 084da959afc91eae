package dev.tideway.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What could not be delivered, seen and sent again by somebody who has nothing but the dashboard and a keyboard.
class DeadLettersIT {
    private static final IsVisibleOptions PATIENTLY = new IsVisibleOptions().setTimeout(60_000);
    private static final ContainsTextOptions SOON = new ContainsTextOptions().setTimeout(20_000);

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
    }

    @Test
    void letters_are_chosen_and_redriven_by_keyboard(@TempDir Path root) throws Exception {
        Workspace.letters(root);
        try (var runner = new Runner(root);
                var chromium = new Chromium()) {
            var page = chromium.page(ColorScheme.LIGHT);
            page.navigate(runner.dashboard() + "#letters");
            // Then: what a stranger sent is text, and everybody can read it
            assertThat(page.getByText("<img src=x onerror=alert(1)> of 7")).isVisible(PATIENTLY);
            assertThat(page.locator("main img")).hasCount(0);
            button(page, "history of letter 7").press("Enter");
            assertThat(page.getByText("told in the history")).isVisible();
            assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
            assertThat(button(page, "redrive selected")).isDisabled();
            // When
            page.getByLabel("select letter 8").press("Space");
            button(page, "redrive selected").press("Enter");
            // Then
            var told = page.locator("main [role=status]");
            assertThat(told).containsText("1 redriven", SOON);
            assertThat(page.getByLabel("select letter 8")).hasCount(0);
            assertThat(page.getByLabel("select letter 7")).isVisible();
            // When
            button(page, "redrive all shown").press("Enter");
            // Then
            assertThat(page.getByText("There is no such dead letter.")).isVisible(PATIENTLY);
            assertThat(told).containsText("1 redriven");
        }
    }
}
