package dev.tideway.knlocal.revision;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Builds [Versioned] as a careless tool would: in place, one jar after the other, in pieces.
final class CarelessBuild {
    private static final String JAR = "target/quarkus-app/quarkus-run.jar";
    private static final String LIBRARY = "target/quarkus-app/lib/library.jar";

    private CarelessBuild() {}

    /// @param folder the function's
    static void of(Path folder, int version) throws IOException {
        var main = new Manifest();
        main.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Versioned.class.getName());
        main.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/library.jar");
        write(folder.resolve(JAR), main, "main-version", version, true);
        var library = new Manifest();
        library.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        write(folder.resolve(LIBRARY), library, "library-version", version, false);
    }

    private static void write(
            Path jar, Manifest manifest, String resource, int version, boolean withClass)
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
            if (withClass) {
                var name = Versioned.class.getName().replace('.', '/') + ".class";
                packed.putNextEntry(new JarEntry(name));
                try (var bytes = Versioned.class.getClassLoader().getResourceAsStream(name)) {
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
