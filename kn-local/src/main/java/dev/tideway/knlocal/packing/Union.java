package dev.tideway.knlocal.packing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// One jar that answers as the jars of a class path would, in their order.
///
/// - Classes: the first of a name wins, as on a class path; of a multi-release jar, those for this JVM.
/// - `META-INF/services`: the jars' files one after the other.
/// - Licences and notices: all of them, each under its jar's name.
/// - Left out is what is of no use at run time: module descriptors, indexes, what Quarkus' build has read already.
/// - A jar stays on its own when it is signed, when it holds configuration (which is looked up in every jar, and opened as a file
///   system, which is slow with a big one), or when another jar has a different file of the same name.
final class Union implements AutoCloseable {
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private final List<JarFile> open = new ArrayList<>();
    private final Map<String, Long> sums = new HashMap<>();
    private final Map<String, Part> parts = new TreeMap<>();
    private final Map<String, StringBuilder> services = new TreeMap<>();

    private record Part(JarFile jar, JarEntry entry) {}

    /// Takes the jar in, if it may be; says whether it did.
    boolean join(Path jar) throws IOException {
        var content = content(jar);
        if (!content.keySet().stream().allMatch(Entries::mayMove) || collides(content)) {
            keep(content);
            return false;
        }
        for (var name : content.keySet()) {
            var part = content.get(name);
            if (Entries.isService(name)) {
                var text = new String(read(part), UTF_8);
                services.computeIfAbsent(name, _ -> new StringBuilder()).append(text).append('\n');
            } else if (Entries.isLicence(name)) {
                parts.put(Entries.licence(jar.getFileName().toString(), name), part);
            } else if (Entries.isOfUse(name) && !sums.containsKey(name)) {
                parts.put(name, part);
            }
        }
        keep(content);
        return true;
    }

    /// It stays on the class path as it is, and hides what comes after it.
    void keep(Path jar) throws IOException {
        keep(content(jar));
    }

    private void keep(Map<String, Part> content) {
        content.forEach((name, part) -> sums.putIfAbsent(name, part.entry().getCrc()));
    }

    private boolean collides(Map<String, Part> content) {
        return content.entrySet().stream()
                .filter(it -> Entries.isSought(it.getKey()))
                .anyMatch(it -> differs(it.getKey(), it.getValue().entry()));
    }

    private boolean differs(String name, ZipEntry entry) {
        var sum = sums.get(name);
        return sum != null && sum != entry.getCrc();
    }

    private Map<String, Part> content(Path file) throws IOException {
        var jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
        open.add(jar);
        var content = new LinkedHashMap<String, Part>();
        jar.versionedStream()
                .filter(entry -> !entry.isDirectory())
                .forEach(entry -> content.put(entry.getName(), new Part(jar, entry)));
        return content;
    }

    /// Always the same bytes for the same jars.
    void write(Path to) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(to))) {
            out.putNextEntry(entry(JarFile.MANIFEST_NAME));
            out.write("Manifest-Version: 1.0\r\n\r\n".getBytes(UTF_8));
            for (var service : services.entrySet()) {
                out.putNextEntry(entry(service.getKey()));
                out.write(service.getValue().toString().getBytes(UTF_8));
            }
            for (var part : parts.entrySet()) {
                out.putNextEntry(entry(part.getKey()));
                out.write(read(part.getValue()));
            }
        }
    }

    static JarEntry entry(String name) {
        var entry = new JarEntry(name);
        entry.setTimeLocal(TIME);
        return entry;
    }

    private static byte[] read(Part part) throws IOException {
        try (var in = part.jar().getInputStream(part.entry())) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        for (var jar : open) {
            jar.close();
        }
    }
}
