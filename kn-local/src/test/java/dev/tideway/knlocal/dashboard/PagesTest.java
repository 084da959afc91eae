package dev.tideway.knlocal.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([a-z]+\\.js)\"");
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(/[^\"]*)\"");

    private static String text(String path) {
        return Pages.at(path).orElseThrow(() -> new AssertionError("no " + path)).body().toString();
    }

    @Test
    void the_page_and_all_that_it_loads_are_there() {
        // Given
        var found = new TreeSet<String>();
        var left = new ArrayDeque<String>();
        LINK.matcher(text("/")).results().forEach(link -> left.add(link.group(1)));
        assertThat(left).contains("/dashboard/app.js", "/dashboard/style.css");
        // When
        while (!left.isEmpty()) {
            var path = left.remove();
            if (found.add(path)) {
                IMPORT.matcher(text(path))
                        .results()
                        .forEach(module -> left.add("/dashboard/" + module.group(1)));
            }
        }
        // Then
        assertThat(found)
                .contains("/dashboard/map.js", "/dashboard/journey.js", "/dashboard/letters.js");
        assertThat(Pages.at("/").orElseThrow().type()).isEqualTo("text/html");
        assertThat(Pages.at("/dashboard/app.js").orElseThrow().type()).isEqualTo("text/javascript");
        assertThat(Pages.at("/dashboard/style.css").orElseThrow().type()).isEqualTo("text/css");
    }

    /// The policy that is sent with it forbids both, so they would not work.
    @Test
    void nothing_is_written_into_the_page_that_should_be_a_file_of_its_own() {
        assertThat(text("/"))
                .doesNotContain("<style", " style=\"", " onclick=", "http://", "https://")
                .doesNotContainPattern("<script(?![^>]*src=)");
    }

    /// Events carry what strangers send: it is set as text and never becomes markup.
    @Test
    void no_module_makes_markup_of_text() {
        for (var module :
                new String[] {
                    "app",
                    "api",
                    "dom",
                    "events",
                    "faults",
                    "journey",
                    "letters",
                    "map",
                    "tables",
                    "content",
                    "send",
                    "waterfall"
                }) {
            assertThat(text("/dashboard/" + module + ".js"))
                    .as(module)
                    .doesNotContain(
                            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/index.html",
                "/dashboard/",
                "/dashboard/nothing.js",
                "/dashboard/../logging.properties",
                "/dashboard/..%2flogging.properties",
                "/dashboard/a/b.js",
                "/logging.properties"
            })
    void nothing_else_is(String path) {
        assertThat(Pages.at(path)).isEmpty();
    }
}
