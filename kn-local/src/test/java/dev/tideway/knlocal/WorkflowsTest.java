package dev.tideway.knlocal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What runs on GitHub with this repository's rights: nothing that somebody else can change, and no more rights than it needs.
class WorkflowsTest {
    private static final Pattern PINNED = Pattern.compile("[\\w.-]+/[\\w./-]+@[0-9a-f]{40}");
    private static final Pattern SCRIPT =
            Pattern.compile("(?<!\\S)(\\.ci/[a-z]+|samples/[a-z.-]+)");

    @Test
    void every_action_is_pinned_by_its_commit() throws IOException {
        // When
        var used = new ArrayList<String>();
        for (var workflow : workflows()) {
            values(root(workflow), "uses", used);
        }
        // Then
        assertThat(used).isNotEmpty().allMatch(it -> PINNED.matcher(it).matches());
    }

    @Test
    void every_workflow_says_which_rights_it_needs_and_writes_only_in_jobs() throws IOException {
        for (var workflow : workflows()) {
            assertThat(root(workflow).entries()).as("%s", workflow).containsKey("permissions");
            var rights = new ArrayList<String>();
            scalars(mapping(root(workflow), "permissions"), rights);
            assertThat(rights).as("rights of all jobs of %s", workflow).doesNotContain("write");
        }
    }

    @Test
    void no_job_runs_without_end() throws IOException {
        for (var workflow : workflows()) {
            assertThat(mapping(root(workflow), "jobs").entries().values())
                    .allSatisfy(job ->
                            assertThat(((Node.Mapping) job.value()).entries())
                                    .containsKey("timeout-minutes"));
        }
    }

    /// What comes from outside, such as a branch's name, must not become part of a script.
    @Test
    void no_script_has_an_expression_in_it() throws IOException {
        var scripts = scripts();
        assertThat(scripts).isNotEmpty().noneMatch(it -> it.contains("${{"));
    }

    @Test
    void a_script_that_a_workflow_runs_is_there() throws IOException {
        var named =
                scripts().stream()
                        .flatMap(it -> SCRIPT.matcher(it).results().map(found -> found.group(1)))
                        .toList();
        assertThat(named)
                .contains(".ci/run", ".ci/kind", "samples/load.sh")
                .allMatch(it -> Files.isExecutable(Repository.path(it)));
    }

    private static List<String> scripts() throws IOException {
        var scripts = new ArrayList<String>();
        for (var workflow : workflows()) {
            values(root(workflow), "run", scripts);
        }
        return scripts;
    }

    private static List<Path> workflows() throws IOException {
        var workflows =
                Repository.files(
                        Repository.path(".github/workflows"), name -> name.endsWith(".yml"));
        assertThat(workflows).hasSizeGreaterThanOrEqualTo(3);
        return workflows;
    }

    private static Node.Mapping root(Path workflow) throws IOException {
        var documents = Documents.parse(Repository.text(workflow));
        assertThat(documents.faults()).as("%s", workflow).isEmpty();
        return (Node.Mapping) documents.nodes().getFirst();
    }

    private static Node.Mapping mapping(Node.Mapping parent, String key) {
        return (Node.Mapping) Objects.requireNonNull(parent.entries().get(key), key).value();
    }

    private static void values(Node node, String key, List<String> found) {
        switch (node) {
            case Node.Scalar _ -> {}
            case Node.Sequence(var items, _) -> items.forEach(item -> values(item, key, found));
            case Node.Mapping(var entries, _) ->
                    entries.forEach((name, entry) -> {
                        if (name.equals(key) && entry.value() instanceof Node.Scalar scalar) {
                            found.add(scalar.text());
                        } else {
                            values(entry.value(), key, found);
                        }
                    });
        }
    }

    private static void scalars(Node node, List<String> found) {
        switch (node) {
            case Node.Scalar scalar -> found.add(scalar.text());
            case Node.Sequence(var items, _) -> items.forEach(item -> scalars(item, found));
            case Node.Mapping(var entries, _) ->
                    entries.values().forEach(entry -> scalars(entry.value(), found));
        }
    }
}
