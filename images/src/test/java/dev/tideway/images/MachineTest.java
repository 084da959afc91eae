package dev.tideway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void an_image_is_of_the_architecture_it_is_built_on() throws ImageException {
        assertThat(Machine.of("Linux", "amd64", false).architecture()).isEqualTo("amd64");
        assertThat(Machine.of("Linux", "aarch64", false).architecture()).isEqualTo("arm64");
    }

    @Test
    void another_system_is_told_what_to_do() {
        assertThatThrownBy(() -> Machine.of("Mac OS X", "aarch64", false))
                .hasMessageContainingAll("Mac OS X", "CI", "kn func deploy");
        assertThatThrownBy(() -> Machine.of("Linux", "amd64", true)).hasMessageContaining("musl");
    }

    @Test
    void libraries_outside_of_the_runtime_are_found() throws ImageException {
        var said =
                List.of(
                        "\tlinux-vdso.so.1 (0x00007ffd)",
                        "\tlibjvm.so => not found",
                        "\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1)",
                        "\t/lib64/ld-linux-x86-64.so.2 (0x00007f2)");
        assertThat(Libraries.outside(Set.of("libjvm.so"), said, Path.of("java")))
                .containsExactly(
                        Path.of("/lib/x86_64-linux-gnu/libc.so.6"),
                        Path.of("/lib64/ld-linux-x86-64.so.2"));
        assertThatThrownBy(() -> Libraries.outside(Set.of(), said, Path.of("java")))
                .hasMessageContaining("libjvm.so");
    }
}
