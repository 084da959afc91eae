package dev.tideway.knlocal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Holds the code to the table in ARCHITECTURE.md, "What may depend on what".
class ArchitectureTest {
    private static final String BASE = "dev.tideway.knlocal";
    private static final String ROOT = "(root)";
    private static final Pattern ROW = Pattern.compile("\\| ([a-z]+) \\| ([a-z, ]*)\\|");
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(BASE);

    @Test
    void a_room_uses_only_the_rooms_of_its_row() throws IOException {
        // Given
        var table = table();
        // When
        var forbidden =
                CLASSES.stream()
                        .flatMap(it -> it.getDirectDependenciesFromSelf().stream())
                        .filter(dependency -> !allowed(dependency, table))
                        .map(it ->
                                "%s uses %s: %s"
                                        .formatted(
                                                room(it.getOriginClass()),
                                                room(it.getTargetClass()),
                                                it.getDescription()))
                        .collect(Collectors.toCollection(TreeSet::new));
        // Then
        assertThat(forbidden)
                .as("move the code, or say in ARCHITECTURE.md why this room may use that one")
                .isEmpty();
    }

    @Test
    void every_room_has_a_row_and_every_row_is_a_room() throws IOException {
        // When
        var rooms =
                CLASSES.stream()
                        .map(ArchitectureTest::room)
                        .filter(room -> !room.equals(ROOT))
                        .collect(Collectors.toSet());
        // Then
        assertThat(table().keySet()).isEqualTo(new TreeSet<>(rooms));
        assertThat(table().values()).allSatisfy(used -> assertThat(rooms).containsAll(used));
    }

    @Test
    void rooms_have_no_rooms_inside() {
        assertThat(CLASSES)
                .allSatisfy(it ->
                        assertThat(it.getPackageName())
                                .matches("dev\\.tideway\\.knlocal(\\.[a-z]+)?"));
    }

    @Test
    void rooms_form_no_circle() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "log, org.apache.kafka..",
        "database, org.postgresql..",
        "database, org.flywaydb..",
        "yaml, org.snakeyaml..",
        "filter, io.cloudevents..",
        "metrics, io.prometheus..",
        "domain, org.jboss.jandex..",
        "schema, com.networknt..",
        "trace, io.opentelemetry..",
        "cli, picocli.."
    })
    void a_library_is_known_to_one_room(String room, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "." + room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("only " + room + " knows " + library)
                .check(CLASSES);
    }

    private static boolean allowed(Dependency dependency, Map<String, Set<String>> table) {
        var from = room(dependency.getOriginClass());
        var target = dependency.getTargetClass().getBaseComponentType();
        if (!target.getPackageName().startsWith(BASE) || from.equals(ROOT)) {
            return true;
        }
        var to = room(target);
        return from.equals(to)
                || (from.equals("cli") && to.equals(ROOT))
                || table.getOrDefault(from, Set.of()).contains(to);
    }

    private static String room(JavaClass type) {
        var name = type.getBaseComponentType().getPackageName();
        return name.equals(BASE)
                ? ROOT
                : name.substring(Math.min(name.length(), BASE.length() + 1));
    }

    private static Map<String, Set<String>> table() throws IOException {
        var page = Repository.text(Repository.path("ARCHITECTURE.md"));
        var section = page.substring(page.indexOf("## What may depend on what"));
        var table = new TreeMap<String, Set<String>>();
        section.lines()
                .map(ROW::matcher)
                .filter(row -> row.matches() && !row.group(1).equals("room"))
                .forEach(row -> table.put(row.group(1), names(row.group(2))));
        return table;
    }

    private static Set<String> names(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }
}
