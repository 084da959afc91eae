package dev.tideway.knlocal.revision;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Builds a class of the tests, [Versioned] as a rule, as a careless tool would: in place, one jar after the other, in
/// pieces. Its version is the resource `main-version`.
public final class CarelessBuild {
    private static final String JAR = "target/quarkus-app/quarkus-run.jar";
    private static final String LIBRARY = "target/quarkus-app/lib/library.jar";

    private CarelessBuild() {}

    /// @param folder the function's
    static void of(Path folder, int version) throws IOException {
        of(folder, Versioned.class, version);
    }

    /// Builds another class than [Versioned].
    ///
    /// @param program has a `main`, and no other class beside it
    public static void of(Path folder, Class<?> program, int version) throws IOException {
        var main = new Manifest();
        main.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.getMainAttributes().put(Attributes.Name.MAIN_CLASS, program.getName());
        main.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/library.jar");
        write(folder.resolve(JAR), main, "main-version", version, Optional.of(program));
        var library = new Manifest();
        library.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        write(folder.resolve(LIBRARY), library, "library-version", version, Optional.empty());
    }

    private static void write(
            Path jar, Manifest manifest, String resource, int version, Optional<Class<?>> program)
            throws IOException {
        Files.createDirectories(jar.getParent());
        try (var channel =
                        FileChannel.open(
                                jar,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING);
                var packed =
                        new JarOutputStream(slow(Channels.newOutputStream(channel)), manifest)) {
            packed.putNextEntry(new JarEntry(resource));
            packed.write(Integer.toString(version).getBytes(StandardCharsets.UTF_8));
            if (program.isPresent()) {
                var name = program.get().getName().replace('.', '/') + ".class";
                packed.putNextEntry(new JarEntry(name));
                try (var bytes = program.get().getClassLoader().getResourceAsStream(name)) {
                    if (bytes == null) {
                        throw new IOException("no such class: " + name);
                    }
                    bytes.transferTo(packed);
                }
            }
        }
    }

    private static OutputStream slow(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                out.write(one);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
