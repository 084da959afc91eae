package dev.tideway.knlocal;

import static dev.tideway.knlocal.Repository.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The house rules that a machine can hold us to.
class HouseRulesTest {
    private static final int LONGEST_FILE = 200;

    private static final Pattern EMPTY_NAME =
            Pattern.compile(
                    ".*(Impl|Manager|Utils?|Helper)\\.java|(.*/)?(Base|Abstract)[A-Z]\\w*\\.java");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|record|enum|interface)\\s+([A-Z]\\w*)");
    private static final Pattern QUOTED = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern PROPERTY =
            Pattern.compile("<([a-z][\\w.-]*version)>([^<$]+)</\\1>");

    private static final Pattern COMMENT = Pattern.compile("^\\s*(//|/?\\*|#|--)");

    /// What a function must not know: which broker there is, and where anything is.
    private static final Pattern INFRASTRUCTURE =
            Pattern.compile(
                    "(?i)kafka|rabbitmq|broker|bootstrap\\.servers|cluster\\.local|\\blocalhost\\b|127\\.0\\.0\\.1|:8080\\b");

    @Test
    void a_source_file_fits_a_screen_or_two() throws IOException {
        // When
        var tooLong = new ArrayList<String>();
        for (var file : Repository.mainSources()) {
            long lines = Repository.text(file).lines().count();
            if (lines > LONGEST_FILE) {
                tooLong.add(ROOT.relativize(file) + " has " + lines + " lines");
            }
        }
        // Then
        assertThat(tooLong)
                .as("split by what each part knows; %s lines at most", LONGEST_FILE)
                .isEmpty();
    }

    @Test
    void a_name_says_what_a_thing_is() throws IOException {
        assertThat(Repository.mainSources())
                .as("name it after what it is in this field")
                .noneMatch(
                        file -> EMPTY_NAME.matcher(String.valueOf(file.getFileName())).matches());
    }

    @Test
    void the_environment_is_read_in_one_place() throws IOException {
        assertThat(
                        using(
                                Repository.files(
                                        ROOT.resolve("kn-local"),
                                        name -> name.matches(".*src/main/java/.*\\.java")),
                                "System.getenv"))
                .as("take it as an argument; cli's Main reads it")
                .isSubsetOf("kn-local/src/main/java/dev/tideway/knlocal/cli/Main.java");
    }

    @Test
    void nothing_is_left_for_later() throws IOException {
        assertThat(using(Repository.mainSources(), "TODO")).isEmpty();
        assertThat(using(Repository.mainSources(), "FIXME")).isEmpty();
    }

    @Test
    void a_function_knows_no_broker_and_no_address() throws IOException {
        // When
        var found = new ArrayList<String>();
        for (var file : Repository.files(ROOT.resolve("functions"), HouseRulesTest::isShipped)) {
            int number = 0;
            for (var line : Files.readAllLines(file)) {
                number++;
                if (!COMMENT.matcher(line).find() && INFRASTRUCTURE.matcher(line).find()) {
                    found.add(ROOT.relativize(file) + ":" + number + ": " + line.strip());
                }
            }
        }
        // Then
        assertThat(found).as("a function sees events, Secrets and K_SINK").isEmpty();
    }

    private static boolean isShipped(String name) {
        return name.matches("functions/[^/]+/(src/main/.*|pom\\.xml|func\\.yaml|db/.*)");
    }

    @Test
    void versions_in_the_poms_of_functions_are_in_step_with_the_root() throws IOException {
        // Given
        var root = versions(Repository.path("pom.xml"));
        // When
        var apart = new TreeSet<String>();
        for (var function : Repository.functions()) {
            versions(function.resolve("pom.xml"))
                    .forEach((name, version) -> {
                        if (!version.equals(root.getOrDefault(name, version))) {
                            apart.add(
                                    "%s: %s is %s, the root has %s"
                                            .formatted(
                                                    ROOT.relativize(function),
                                                    name,
                                                    version,
                                                    root.get(name)));
                        }
                    });
            assertThat(versions(function.resolve("pom.xml"))).containsKey("quarkus.version");
        }
        // Then
        assertThat(apart).isEmpty();
    }

    private static Map<String, String> versions(Path pom) throws IOException {
        var versions = new TreeMap<String, String>();
        PROPERTY.matcher(Repository.text(pom))
                .results()
                .forEach(it -> versions.put(it.group(1), it.group(2)));
        return versions;
    }

    @Test
    void a_function_is_a_module_of_the_root_and_has_its_files() throws IOException {
        // Given
        var pom = Repository.text(Repository.path("pom.xml"));
        // Then
        for (var function : Repository.functions()) {
            assertThat(pom).contains("<module>" + ROOT.relativize(function) + "</module>");
            assertThat(Repository.text(function.resolve("pom.xml")))
                    .as("%s builds alone", ROOT.relativize(function))
                    .doesNotContain("<parent>");
            for (var file : List.of("func.yaml", "README.md")) {
                assertThat(function.resolve(file)).exists();
            }
        }
    }

    @Test
    void every_path_and_type_that_the_architecture_page_names_exists() throws IOException {
        // Given
        var page = Repository.text(Repository.path("ARCHITECTURE.md"));
        var types = types();
        // When
        var missing = quotes(page.replace(searchTerms(page), ""));
        missing.removeIf(quoted -> exists(quoted, types));
        // Then
        assertThat(missing).as("ARCHITECTURE.md names what is not there").isEmpty();
    }

    @Test
    void every_search_term_of_the_architecture_page_finds_something() throws IOException {
        // Given
        var page = Repository.text(Repository.path("ARCHITECTURE.md"));
        var shipped = new StringBuilder();
        for (var file :
                Repository.files(
                        ROOT, name -> name.matches(".*src/main/java/.*|kn-local/bin/.*"))) {
            shipped.append(Repository.text(file));
        }
        // When
        var missing = quotes(searchTerms(page));
        missing.removeIf(term -> shipped.indexOf(term) >= 0);
        // Then
        assertThat(missing).as("a search for this in the sources finds nothing").isEmpty();
    }

    private static String searchTerms(String page) {
        var start = page.indexOf("## Search terms");
        return start < 0 ? "" : page.substring(start, page.indexOf("\n## ", start));
    }

    private static Set<String> quotes(String text) {
        return QUOTED.matcher(text)
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> types() throws IOException {
        var types = new TreeSet<String>();
        for (var file :
                Repository.files(ROOT, name -> name.matches(".*src/(main|test)/java/.*\\.java"))) {
            TYPE.matcher(Repository.text(file)).results().forEach(it -> types.add(it.group(1)));
        }
        return types;
    }

    /// Quotes of anything else, such as a command or a header, are none of ours to check.
    private static boolean exists(String quoted, Set<String> types) {
        if (quoted.matches("[A-Z]\\w*[a-z]\\w*")) {
            return types.contains(quoted);
        }
        if (quoted.matches("[\\w.-]+(/[\\w.*<>-]+)*/?")
                && (quoted.contains("/") || quoted.matches(".*\\.(md|yaml|java|xml)"))) {
            var fixed = quoted.replaceAll("[*<].*", "");
            return Files.exists(ROOT.resolve(fixed))
                    || Files.exists(
                            ROOT.resolve("kn-local/src/main/java/dev/tideway/knlocal")
                                    .resolve(fixed));
        }
        return true;
    }

    private static List<String> using(List<Path> files, String word) throws IOException {
        var using = new ArrayList<String>();
        for (var file : files) {
            if (Repository.text(file).contains(word)) {
                using.add(ROOT.relativize(file).toString());
            }
        }
        return using;
    }
}
