package dev.tideway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.process.ChildProcess;
import dev.tideway.knlocal.process.Leash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/// Every function's image, unpacked and started as a node starts it. `AOTMode=on` makes the JVM refuse to start without
/// its cache.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SHARED = ROOT.resolve("images/target");
    private static final Map<String, String> ONLY_WITH_CACHE =
            Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");

    @TempDir Path folder = Path.of("");
    private Surroundings surroundings;
    private Workshop workshop;
    private Leash leash;
    private final Map<String, Archive> images = new HashMap<>();

    @BeforeAll
    void open() throws Exception {
        leash = Leash.onThisMachine();
        surroundings = Surroundings.open(ROOT, SHARED.resolve("postgres"), leash);
        workshop = Workshop.open(surroundings, leash, "", SHARED);
    }

    @AfterAll
    void close() {
        surroundings.close();
    }

    @TestFactory
    Stream<DynamicTest> an_image() {
        return surroundings.functions().stream()
                .flatMap(it ->
                        Stream.of(
                                test(
                                        it,
                                        "answers an event, its cache in use",
                                        this::answersAnEvent),
                                test(it, "is small, without root and shell", this::isSmall),
                                test(it, "carries a bill of every jar", this::carriesItsBill)));
    }

    private static DynamicTest test(
            FunctionSpec function, String what, ThrowingConsumer<FunctionSpec> test) {
        return DynamicTest.dynamicTest(
                function.key().name() + " " + what, () -> test.accept(function));
    }

    private void answersAnEvent(FunctionSpec function) throws Exception {
        // Given
        var image = unpacked(function);
        var events = Example.of(function, surroundings.resources(), ROOT.resolve("events"));
        int port = freePort();
        var log = folder.resolve(function.key().name() + ".log");
        // When
        try (var child = started(function, image, port, ONLY_WITH_CACHE, log)) {
            // Then
            awaitAnswer(child, port, events, log);
            assertThat(Files.readString(log)).doesNotContain("[warning][aot]");
            // And, as a cluster ends it
            var outer = ProcessHandle.of(child.pid()).orElseThrow();
            outer.descendants()
                    .filter(it -> it.info().command().orElse("").endsWith("/bin/java"))
                    .forEach(ProcessHandle::destroy);
            await().atMost(Duration.ofSeconds(60)).until(() -> !child.alive());
        }
    }

    private void isSmall(FunctionSpec function) throws Exception {
        var image = unpacked(function);
        assertThat(Files.size(image.root().resolveSibling("image.tar"))).isLessThan(80_000_000);
        assertThat(image.config().user()).isEqualTo("65532:65532");
        assertThat(List.of("bin", "sbin", "usr/bin", "usr/sbin"))
                .noneMatch(it -> Files.exists(image.root().resolve(it)));
    }

    private void carriesItsBill(FunctionSpec function) throws Exception {
        // Given
        var image = unpacked(function);
        var name = function.key().name();
        var file = image.root().resolve("usr/share/sbom/" + name + ".cdx.json");
        // When
        var bom = new ObjectMapper().readTree(file.toFile());
        var digests = new HashSet<String>();
        bom.path("components").findValues("content").forEach(it -> digests.add(it.asText()));
        // Then
        assertThat(bom.path("specVersion").asText()).isEqualTo("1.6");
        assertThat(bom.path("metadata").path("component").path("name").asText()).isEqualTo(name);
        var jars = new ArrayList<>(Tree.files(image.root().resolve("app/lib")));
        assertThat(jars).hasSizeLessThan(10);
        // And those that the first of these was made of
        jars.addAll(Tree.files(function.directory().resolve("target/quarkus-app/lib")));
        for (var jar : jars) {
            assertThat(digests).as(jar.toString()).contains(Tree.digestOf(jar));
        }
    }

    @Test
    void a_cache_that_was_voided_is_noticed() throws Exception {
        // Given
        var function = any();
        var image = unpack(function);
        Files.setLastModifiedTime(
                image.root().resolve("app/quarkus-run.jar"), FileTime.from(Instant.EPOCH));
        var log = folder.resolve("voided.log");
        // When
        try (var child = started(function, image, freePort(), ONLY_WITH_CACHE, log)) {
            // Then
            await().atMost(Duration.ofSeconds(60)).until(() -> !child.alive());
            assertThat(child.exited().join()).isNotZero();
            assertThat(Files.readString(log)).contains("AOT");
        }
    }

    @Test
    void the_same_files_make_the_same_image_and_others_another() throws Exception {
        // Given
        var app = workshop.prepare(any());
        var first = archivedAnew(app);
        // Then
        assertThat(archivedAnew(workshop.prepare(any()))).isEqualTo(first);
        // When: of the same length, at the same time
        var notes = app.app().resolve("app/notes.txt");
        try {
            var one = archivedWith(notes, "one text", app);
            var other = archivedWith(notes, "another!", app);
            // Then
            assertThat(Set.of(first, one, other)).hasSize(3);
        } finally {
            Files.delete(notes);
        }
    }

    private String archivedWith(Path notes, String text, Application app) throws Exception {
        Tree.write(notes, text);
        Tree.settle(app.app());
        return archivedAnew(app);
    }

    private String archivedAnew(Application app) throws Exception {
        return Workshop.open(surroundings, leash, "", SHARED).archive(app).digest();
    }

    private FunctionSpec any() {
        return surroundings.functions().iterator().next();
    }

    private Archive unpacked(FunctionSpec function) throws Exception {
        var known = images.get(function.key().name());
        if (known != null) {
            return known;
        }
        var image = unpack(function);
        images.put(function.key().name(), image);
        return image;
    }

    private Archive unpack(FunctionSpec function) throws Exception {
        var to = Files.createTempDirectory(folder, function.key().name());
        // Another user than this one goes through here.
        var _ = folder.toFile().setExecutable(true, false);
        var _ = to.toFile().setExecutable(true, false);
        var made = workshop.archive(workshop.prepare(function));
        var tar = Files.copy(Path.of(made.place()), to.resolve("image.tar"));
        return Archive.unpack(tar, to);
    }

    private ChildProcess started(
            FunctionSpec function, Archive image, int port, Map<String, String> more, Path log)
            throws Exception {
        var given = new HashMap<>(surroundings.environment(function));
        given.put("PORT", Integer.toString(port));
        given.putAll(more);
        return new Container(image, leash).create(given, log).start();
    }

    private static void awaitAnswer(ChildProcess child, int port, List<Example> events, Path log)
            throws Exception {
        var client = new Client(port);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .failFast(() -> assertThat(child.alive()).as(text(log)).isTrue())
                .until(() -> client.answersOneOf(events));
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
