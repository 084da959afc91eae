package dev.tideway.images;

import java.nio.file.Files;
import java.nio.file.Path;

/// The machine that builds: its JDK and C library go into the images, so it has to be like the cluster's nodes.
///
/// @param architecture as OCI names it
record Machine(String architecture) {
    static Machine here() throws ImageException {
        return of(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Files.exists(Path.of("/etc/alpine-release")));
    }

    static Machine of(String system, String architecture, boolean alpine) throws ImageException {
        if (!system.equals("Linux") || alpine) {
            throw new ImageException(
                    "images are built on Linux with glibc, for they take its JVM along and this is %s: build them in CI (.github/workflows), or let the cluster build (kn func deploy --remote)"
                            .formatted(alpine ? "Alpine (musl)" : system));
        }
        return new Machine(
                switch (architecture) {
                    case "amd64", "x86_64" -> "amd64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> architecture;
                });
    }
}
