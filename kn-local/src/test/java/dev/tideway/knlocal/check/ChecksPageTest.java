package dev.tideway.knlocal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChecksPageTest {
    private static final Path PAGE = Path.of("../docs/checks.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z-]+)` \\| (error|warning) \\| (.+?) \\| (.+?) \\|");

    @Test
    void the_page_has_a_row_for_each_rule_with_its_severity_and_its_reason() throws Exception {
        // When
        var rows =
                Files.readString(PAGE)
                        .lines()
                        .map(ROW::matcher)
                        .filter(it -> it.matches())
                        .toList();
        // Then
        assertThat(rows)
                .extracting(it -> "%s, %s: %s".formatted(it.group(1), it.group(2), it.group(3)))
                .containsExactlyElementsOf(
                        Rules.ALL.stream()
                                .map(it -> "%s, %s: %s".formatted(it.id(), it.severity(), it.why()))
                                .toList());
    }
}
