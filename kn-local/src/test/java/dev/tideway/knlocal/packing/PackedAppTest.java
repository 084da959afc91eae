package dev.tideway.knlocal.packing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds of a few tiny jars, whose content is told by text.
class PackedAppTest {
    private static final String SERVICE = "META-INF/services/a.Plugin";

    @TempDir Path folder;

    @Test
    void dependencies_are_one_jar_in_the_place_of_the_first_and_the_application_stays()
            throws IOException {
        jar("app/shop.jar", Map.of("shop/Order.class", "order"));
        jar("lib/boot/a.jar", Map.of("a/A.class", "a"));
        jar("lib/main/b.jar", Map.of("b/B.class", "b", "b/text", "of b"));
        build("app/shop.jar lib/boot/a.jar lib/main/b.jar");
        Files.createDirectories(app().resolve("quarkus"));
        Files.writeString(app().resolve("quarkus/quarkus-application.dat"), "data");

        assertThat(PackedApp.write(app(), packed())).isTrue();

        assertThat(classPath(packed()))
                .containsExactly("app/shop.jar", "lib/main/dependencies.jar");
        assertThat(files())
                .containsExactly(
                        "app/shop.jar",
                        "lib/main/dependencies.jar",
                        "quarkus-run.jar",
                        "quarkus/quarkus-application.dat");
        assertThat(found(packed(), "a/A.class", "b/text")).containsExactly("a", "of b");
    }

    @Test
    void a_class_is_found_where_it_was_found_before() throws IOException {
        jar("app/shop.jar", Map.of("a/A.class", "the application's"));
        jar("lib/a.jar", Map.of("a/A.class", "a's", "a/B.class", "a's"));
        jar(
                "lib/settings.jar",
                Map.of("META-INF/microprofile-config.properties", "x=1", "a/C.class", "settings'"));
        jar("lib/b.jar", Map.of("a/A.class", "b's", "a/B.class", "b's", "a/C.class", "b's"));
        build("app/shop.jar lib/a.jar lib/settings.jar lib/b.jar");

        PackedApp.write(app(), packed());

        var names = new String[] {"a/A.class", "a/B.class", "a/C.class"};
        assertThat(found(app(), names))
                .isEqualTo(found(packed(), names))
                .containsExactly("the application's", "a's", "settings'");
    }

    @Test
    void services_of_all_jars_are_found() throws IOException {
        jar("lib/a.jar", Map.of(SERVICE, "a.First"));
        jar("lib/b.jar", Map.of(SERVICE, "b.Second\n"));
        build("lib/a.jar lib/b.jar");

        PackedApp.write(app(), packed());

        assertThat(found(packed(), SERVICE).getFirst().lines())
                .filteredOn(line -> !line.isEmpty())
                .containsExactly("a.First", "b.Second");
    }

    @Test
    void what_is_sought_in_every_jar_and_signed_jars_stay_apart() throws IOException {
        jar("lib/a.jar", Map.of("a/messages", "a's"));
        jar("lib/other.jar", Map.of("a/messages", "other's"));
        jar("lib/same.jar", Map.of("a/messages", "a's"));
        jar("lib/settings.jar", Map.of("META-INF/microprofile-config.properties", "x=1"));
        jar("lib/yaml.jar", Map.of("application.yaml", "x: 1"));
        jar("lib/signed.jar", Map.of("META-INF/A.SF", "signature", "s/S.class", "s"));
        build("lib/a.jar lib/other.jar lib/same.jar lib/settings.jar lib/yaml.jar lib/signed.jar");

        PackedApp.write(app(), packed());

        assertThat(classPath(packed()))
                .containsExactly(
                        "lib/main/dependencies.jar",
                        "lib/other.jar",
                        "lib/settings.jar",
                        "lib/yaml.jar",
                        "lib/signed.jar");
        assertThat(all(packed(), "a/messages")).containsExactly("a's", "other's");
    }

    @Test
    void a_multi_release_jar_gives_what_it_has_for_this_jvm() throws IOException {
        jar(
                "lib/a.jar",
                Map.of(
                        "a/A.class", "for any",
                        "META-INF/versions/11/a/A.class", "for 11",
                        "META-INF/versions/99/a/A.class", "for 99"));
        jar("lib/b.jar", Map.of("b/B.class", "b"));
        build("lib/a.jar lib/b.jar");

        PackedApp.write(app(), packed());

        assertThat(found(packed(), "a/A.class")).containsExactly("for 11");
    }

    @Test
    void every_licence_is_kept_and_what_only_the_build_reads_is_not() throws IOException {
        jar("lib/a.jar", Map.of("META-INF/LICENSE", "a's", "META-INF/jandex.idx", "a"));
        jar("lib/b.jar", Map.of("META-INF/LICENSE", "b's", "module-info.class", "b"));
        build("lib/a.jar lib/b.jar");

        PackedApp.write(app(), packed());

        assertThat(
                        found(
                                packed(),
                                "META-INF/licences/a.jar/LICENSE",
                                "META-INF/licences/b.jar/LICENSE"))
                .containsExactly("a's", "b's");
        try (var union = new JarFile(packed().resolve("lib/main/dependencies.jar").toFile())) {
            assertThat(union.stream().map(JarEntry::getName))
                    .containsExactly(
                            JarFile.MANIFEST_NAME,
                            "META-INF/licences/a.jar/LICENSE",
                            "META-INF/licences/b.jar/LICENSE");
        }
    }

    @Test
    void the_same_build_gives_the_same_bytes() throws IOException {
        jar("lib/a.jar", Map.of("a/A.class", "a", SERVICE, "a.First"));
        jar("lib/b.jar", Map.of("b/B.class", "b"));
        build("lib/a.jar lib/b.jar");

        PackedApp.write(app(), packed());
        PackedApp.write(app(), folder.resolve("again"));

        for (var file : List.of("lib/main/dependencies.jar", "quarkus-run.jar")) {
            assertThat(folder.resolve("again").resolve(file))
                    .hasSameBinaryContentAs(packed().resolve(file));
        }
    }

    @Test
    void a_build_that_does_not_name_its_dependencies_is_left_alone() throws IOException {
        jar("lib/boot/a.jar", Map.of("a/A.class", "a"));
        jar("lib/main/b.jar", Map.of("b/B.class", "b"));
        build("lib/boot/a.jar");

        assertThat(PackedApp.write(app(), packed())).isFalse();
        assertThat(packed()).doesNotExist();
    }

    private Path app() {
        return folder.resolve("quarkus-app");
    }

    private Path packed() {
        return folder.resolve("packed");
    }

    private void build(String classPath) throws IOException {
        var manifest = manifest();
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        write("quarkus-run.jar", manifest, Map.of("META-INF/INDEX.LIST", ""));
    }

    private void jar(String name, Map<String, String> entries) throws IOException {
        var manifest = manifest();
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        write(name, manifest, entries);
    }

    private static Manifest manifest() {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return manifest;
    }

    private void write(String name, Manifest manifest, Map<String, String> entries)
            throws IOException {
        var file = app().resolve(name);
        Files.createDirectories(file.getParent());
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (var entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(UTF_8));
            }
        }
    }

    private static List<String> classPath(Path app) throws IOException {
        try (var launcher = new JarFile(app.resolve("quarkus-run.jar").toFile())) {
            var attributes = launcher.getManifest().getMainAttributes();
            return List.of(attributes.getValue(Attributes.Name.CLASS_PATH).split(" "));
        }
    }

    private List<String> files() throws IOException {
        try (var files = Files.walk(packed())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> packed().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> found(Path app, String... names) throws IOException {
        var found = new ArrayList<String>();
        for (var name : names) {
            found.add(all(app, name).getFirst());
        }
        return found;
    }

    /// What a class loader with that class path answers.
    private static List<String> all(Path app, String name) throws IOException {
        var urls = new ArrayList<URL>();
        for (var jar : classPath(app)) {
            urls.add(URI.create(app.toUri() + jar).toURL());
        }
        var texts = new ArrayList<String>();
        try (var loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
            for (var url : Collections.list(loader.getResources(name))) {
                try (var in = url.openStream()) {
                    texts.add(new String(in.readAllBytes(), UTF_8));
                }
            }
        }
        return texts;
    }
}
