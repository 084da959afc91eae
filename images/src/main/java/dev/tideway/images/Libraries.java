package dev.tideway.images;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The C library that a JVM needs and little else: the floor of an image that stands on no other. Taken from this
/// machine, where the JVM has been shown to run with it.
final class Libraries {
    /// `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)`, or the loader: `/lib64/ld-linux-x86-64.so.2 (0x…)`.
    private static final Pattern LINE = Pattern.compile("\\s*(?:(\\S+) => )?(/\\S+|not found).*");

    /// Loaded by name when a host name is looked up; newer C libraries have them inside.
    private static final List<String> LOOKUPS =
            List.of("libnss_dns.so.2", "libnss_files.so.2", "libresolv.so.2");

    private Libraries() {}

    /// Fills a folder that is to be the root of an image.
    static void install(JavaRuntime runtime, Path root) throws ImageException, IOException {
        for (var library : neededBy(runtime)) {
            Tree.copyFile(library, root.resolve(library.toString().substring(1)));
        }
        Tree.write(
                root.resolve("etc/passwd"),
                "root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n");
        Tree.write(root.resolve("etc/group"), "root:x:0:\nnonroot:x:65532:\n");
        Tree.write(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
        Tree.settle(root);
    }

    static Set<Path> neededBy(JavaRuntime runtime) throws ImageException, IOException {
        var files = Tree.files(runtime.home());
        var own = files.stream().map(it -> it.getFileName().toString()).collect(toSet());
        var needed = new TreeSet<Path>();
        for (var file : files) {
            if (file.toString().endsWith(".so") || file.equals(runtime.java())) {
                needed.addAll(outside(own, ldd(file), file));
            }
        }
        for (var folder : needed.stream().map(Path::getParent).distinct().toList()) {
            LOOKUPS.stream().map(folder::resolve).filter(Files::exists).forEach(needed::add);
        }
        return needed;
    }

    /// @param own names of files that the runtime has itself, which it finds by itself too
    /// @param said by ldd about the file
    static Set<Path> outside(Set<String> own, List<String> said, Path file) throws ImageException {
        var outside = new TreeSet<Path>();
        for (var line : said) {
            var found = LINE.matcher(line);
            if (!found.matches() || own.contains(String.valueOf(found.group(1)))) {
                continue;
            }
            if (found.group(2).equals("not found")) {
                throw new ImageException(
                        "%s needs %s, which this machine lacks: install it"
                                .formatted(file, found.group(1)));
            }
            outside.add(Path.of(found.group(2)).normalize());
        }
        return outside;
    }

    private static List<String> ldd(Path file) throws ImageException, IOException {
        var process = new ProcessBuilder("ldd", file.toString()).redirectErrorStream(true).start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            return out.lines().toList();
        } finally {
            process.destroy();
        }
    }
}
