package dev.tideway.images;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.process.Leash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `make images REGISTRY=…`: what a registry gets, and what is said when it does not.
@DisplayName("A push")
class PushIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String FUNCTION = "payments";
    private static final Path TARGET = ROOT.resolve("functions/payments/target/image");
    private static final String PASSWORD = "sesame-1234";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path home = Path.of("");

    private static @Nullable Prepared prepared;

    /// What most of these cases begin with: the image is made, and its layers are in Jib's cache after the first.
    private record Prepared(Workshop workshop, Application app) {}

    @BeforeAll
    static void prepare() throws Exception {
        var folder = ROOT.resolve("images/target");
        var leash = Leash.onThisMachine();
        try (var surroundings = Surroundings.open(ROOT, folder.resolve("postgres"), leash)) {
            var workshop = Workshop.open(surroundings, leash, "", folder);
            for (var function : surroundings.functions()) {
                if (function.key().name().equals(FUNCTION)) {
                    prepared = new Prepared(workshop, workshop.prepare(function));
                }
            }
        }
    }

    private record Said(int exit, String out, String err) {}

    @Test
    void brings_the_image_to_the_registry_and_the_second_time_nothing_but_its_name()
            throws Exception {
        try (var registry = new PlayedRegistry(0)) {
            // When
            var first = push(registry);
            // Then
            var image = first.out().strip();
            assertThat(image).matches(registry.address() + "/store/payments@sha256:[0-9a-f]{64}");
            expectWhole(registry, image);
            expectDigestsFor(image);
            // When
            var sent = List.copyOf(registry.received);
            assertThat(push(registry).out().strip()).isEqualTo(image);
            // Then
            assertThat(registry.received).isEqualTo(sent).doesNotHaveDuplicates();
        }
    }

    private static Said push(PlayedRegistry registry) {
        var said = images("--registry", registry.address() + "/store", "--insecure", FUNCTION);
        assertThat(said.err()).isEmpty();
        assertThat(said.exit()).isZero();
        return said;
    }

    /// Reads it back, as a node does.
    private static void expectWhole(PlayedRegistry registry, String image) throws IOException {
        var digest = image.substring(image.indexOf("sha256:"));
        var bytes = requireNonNull(registry.manifests.get("store/payments:" + digest));
        assertThat(PlayedRegistry.digest(bytes)).isEqualTo(digest);
        assertThat(registry.manifests.get("store/payments:0.1.0")).isEqualTo(bytes);
        var manifest = JSON.readTree(bytes);
        var config = JSON.readTree(blob(registry, manifest.path("config")));
        expectConfig(config.path("config"));
        var files = new HashSet<String>();
        var diffs = config.path("rootfs").path("diff_ids");
        assertThat(manifest.path("layers")).hasSameSizeAs(diffs).isNotEmpty();
        for (int i = 0; i < diffs.size(); i++) {
            var layer = unzipped(blob(registry, manifest.path("layers").path(i)));
            assertThat(PlayedRegistry.digest(layer)).isEqualTo(diffs.path(i).asText());
            files.addAll(names(layer));
        }
        assertThat(files)
                .contains("opt/java/bin/java", "app/quarkus-run.jar", "aot/app.aot")
                .contains("usr/share/sbom/payments.cdx.json");
    }

    private static byte[] blob(PlayedRegistry registry, JsonNode descriptor) {
        var blob = requireNonNull(registry.blobs.get(descriptor.path("digest").asText()));
        assertThat(blob).as(descriptor.toString()).hasSize(descriptor.path("size").asInt());
        return blob;
    }

    private static void expectConfig(JsonNode config) {
        assertThat(config.path("User").asText()).isEqualTo("65532:65532");
        assertThat(config.path("WorkingDir").asText()).isEqualTo("/app");
        assertThat(JSON.convertValue(config.path("Entrypoint"), String[].class))
                .startsWith("/opt/java/bin/java")
                .contains("-XX:AOTCache=/aot/app.aot")
                .endsWith("-jar", "quarkus-run.jar");
        assertThat(JSON.convertValue(config.path("Env"), String[].class))
                .containsExactlyInAnyOrder("LC_ALL=C.UTF-8", "QUARKUS_HTTP_HOST=0.0.0.0");
    }

    private static void expectDigestsFor(String image) throws IOException {
        var parts = image.split("@", 2);
        assertThat(ROOT.resolve("images/target/digests/kustomization.yaml"))
                .content()
                .contains("name: tideway/payments", "newName: " + parts[0], "digest: " + parts[1]);
    }

    private static byte[] unzipped(byte[] layer) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(layer))) {
            return in.readAllBytes();
        }
    }

    private static Set<String> names(byte[] layer) throws IOException {
        var names = new HashSet<String>();
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(layer))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    @Test
    void that_a_registry_refuses_says_to_log_in() throws Exception {
        try (var registry = new PlayedRegistry(403)) {
            expectOneLine(
                    images("--registry", registry.address() + "/store", "--insecure", FUNCTION),
                    "the image " + registry.address() + "/store/payments:0.1.0: ",
                    "refuses it with 403",
                    "docker login " + registry.address());
        }
    }

    @Test
    void keeps_a_password_from_plain_http_and_from_what_it_says() throws Exception {
        try (var registry = new PlayedRegistry(401)) {
            expectReason(asSomebody(registry), "no password over plain HTTP");
        }
    }

    /// With what `docker login` leaves.
    private String asSomebody(PlayedRegistry registry) throws IOException {
        var login =
                Base64.getEncoder()
                        .encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        Tree.write(
                home.resolve(".docker/config.json"),
                "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(registry.address(), login));
        var before = System.setProperty("user.home", home.toString());
        try {
            var said = pushFails(registry.address() + "/store");
            assertThat(said).doesNotContain(PASSWORD).doesNotContain(login);
            return said;
        } finally {
            System.setProperty("user.home", before);
        }
    }

    @Test
    void that_a_registry_fails_says_so() throws Exception {
        try (var registry = new PlayedRegistry(500)) {
            expectReason(
                    pushFails(registry.address() + "/store"),
                    "the registry answers 500",
                    "its log");
        }
    }

    @Test
    void to_nowhere_says_so() throws Exception {
        expectOneLine(
                images("--registry", "no-such-host.invalid/store", FUNCTION),
                "no-such-host.invalid/store/",
                "there is no such host: check REGISTRY");
        expectOneLine(
                images("--registry", "localhost:" + closedPort() + "/store", FUNCTION),
                "nobody takes connections there");
    }

    @Test
    void to_plain_http_says_how() throws Exception {
        try (var registry = new PlayedRegistry(0)) {
            expectOneLine(
                    images("--registry", registry.address() + "/store", FUNCTION), "--insecure");
            assertThat(registry.received).isEmpty();
        }
    }

    @Test
    void with_a_password_in_the_address_is_refused_without_repeating_it() {
        var said = images("--registry", "me:" + PASSWORD + "@ghcr.io/you", FUNCTION);
        expectOneLine(said, "REGISTRY makes no image name", "docker login");
        assertThat(said.out() + said.err()).doesNotContain(PASSWORD);
    }

    @Test
    void to_an_archive_that_cannot_be_written_names_the_file() throws Exception {
        var tar = TARGET.resolve("payments.tar");
        // Given: in its place, a folder
        Files.deleteIfExists(tar);
        Files.createDirectories(tar.resolve("in the way"));
        try {
            expectReason(archiveFails(), "cannot use the file " + tar, "out of the way");
        } finally {
            Tree.delete(tar);
        }
        // Given: a disk that is full
        Files.createSymbolicLink(tar, Path.of("/dev/full"));
        try {
            expectReason(archiveFails(), "No space left on device");
        } finally {
            Files.delete(tar);
        }
    }

    private static void expectOneLine(Said said, String... parts) {
        assertThat(said.err().strip()).hasLineCount(1).contains(parts);
        assertThat(said.err()).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(said.out()).isEmpty();
        assertThat(said.exit()).isNotZero();
    }

    private static String pushFails(String registry) {
        var it = requireNonNull(prepared);
        return reason(() -> it.workshop().push(it.app(), registry, true));
    }

    private static String archiveFails() {
        var it = requireNonNull(prepared);
        return reason(() -> it.workshop().archive(it.app()));
    }

    /// What `make images` then says.
    private static String reason(ThrowableAssert.ThrowingCallable making) {
        var failure = catchThrowableOfType(ImageException.class, making);
        assertThat(failure).as("it was made").isNotNull();
        return String.valueOf(failure.getMessage());
    }

    private static void expectReason(String said, String... parts) {
        assertThat(said).hasLineCount(1).contains(parts).doesNotContain("Exception");
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Said images(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new java.util.ArrayList<>(List.of("--root", ROOT.toString()));
        all.addAll(List.of(arguments));
        int exit =
                Main.run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        all.toArray(String[]::new));
        return new Said(exit, out.toString(), err.toString());
    }
}
