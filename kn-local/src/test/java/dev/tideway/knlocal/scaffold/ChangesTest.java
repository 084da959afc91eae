package dev.tideway.knlocal.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.knlocal.testing.Copy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {
    @TempDir Path folder;

    @Test
    void when_one_file_cannot_be_written_none_is() throws Exception {
        // Given
        var copy = new Copy(folder);
        copy.write("a.txt", "before");
        copy.write("z", "a file where a folder is wanted");
        var changes = new Changes(folder);
        changes.put("a.txt", "after");
        changes.put("new/deep/b.txt", "b");
        changes.put("z/c.txt", "c");
        // When
        assertThatThrownBy(changes::write)
                .isInstanceOf(ScaffoldException.class)
                .hasMessageStartingWith("z/c.txt cannot be written (")
                .hasMessageContaining("nothing was changed");
        // Then
        assertThat(copy.texts()).containsOnlyKeys("a.txt", "z").containsEntry("a.txt", "before");
        assertThat(Files.exists(folder.resolve("new"))).isFalse();
    }
}
