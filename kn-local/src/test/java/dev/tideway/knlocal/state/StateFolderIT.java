package dev.tideway.knlocal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderIT {
    @TempDir Path parent;

    @Test
    void a_new_folder_is_for_its_owner_alone() throws Exception {
        try (var state = StateFolder.hold(parent.resolve("a/state"))) {
            assertThat(Files.getPosixFilePermissions(state.path()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void a_held_folder_is_refused_to_a_second_runner_naming_the_first() throws Exception {
        try (var state = StateFolder.hold(parent.resolve("state"))) {
            assertThatThrownBy(() -> StateFolder.hold(state.path()))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("process id " + ProcessHandle.current().pid())
                    .hasMessageContaining(state.path().toString());
        }
    }

    @Test
    void a_closed_folder_can_be_held_again() throws Exception {
        StateFolder.hold(parent.resolve("state")).close();
        StateFolder.hold(parent.resolve("state")).close();
    }

    @Test
    void a_folder_with_files_of_others_is_refused() throws IOException {
        Files.writeString(parent.resolve("thesis.txt"), "x");
        assertThatThrownBy(() -> StateFolder.hold(parent))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("not kn-local's");
        assertThat(parent).isDirectoryNotContaining("glob:**/" + StateFolder.MARKER);
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        var file = Files.writeString(parent.resolve("file"), "x");
        assertThatThrownBy(() -> StateFolder.hold(file.resolve("state")))
                .isInstanceOf(StateException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void emptying_deletes_what_is_inside_but_follows_no_link() throws Exception {
        // Given
        var elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("kept"), "x");
        var state = parent.resolve("state");
        StateFolder.hold(state).close();
        Files.createDirectories(state.resolve("kafka/topic"));
        Files.writeString(state.resolve("kafka/topic/0.log"), "x");
        Files.createSymbolicLink(state.resolve("link"), elsewhere);

        // When
        var emptied = StateFolder.empty(state);

        // Then
        assertThat(emptied).isTrue();
        assertThat(state).isDirectoryNotContaining("glob:**/{kafka,link}");
        assertThat(elsewhere.resolve("kept")).exists();
        StateFolder.hold(state).close();
    }

    @Test
    void a_folder_without_our_marker_is_never_emptied() throws IOException {
        Files.writeString(parent.resolve("thesis.txt"), "x");
        assertThatThrownBy(() -> StateFolder.empty(parent))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("kn-local did not make it");
        assertThat(parent.resolve("thesis.txt")).exists();
    }

    @Test
    void a_held_folder_is_not_emptied() throws Exception {
        try (var state = StateFolder.hold(parent.resolve("state"))) {
            Files.writeString(state.path().resolve("data"), "x");
            assertThatThrownBy(() -> StateFolder.empty(state.path()))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("in use");
            assertThat(state.path().resolve("data")).exists();
        }
    }

    @Test
    void there_is_nothing_to_empty_where_no_folder_is() throws Exception {
        assertThat(StateFolder.empty(parent.resolve("none"))).isFalse();
    }
}
