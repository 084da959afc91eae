package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.manifest.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.jandex.DotName;

/// A text in a function's compiled classes: what stands in its code in quotes, and the names of what it uses.
public final class Constant {
    private final String text;
    private final String className;
    private final SourceLines lines;

    private Constant(String text, String className, SourceLines lines) {
        this.text = text;
        this.className = className;
        this.lines = lines;
    }

    /// All of a function's own classes, in no order; none when it was not built.
    ///
    /// @param root places are named as seen from here
    /// @throws IOException when a class is there and cannot be read
    public static List<Constant> of(DomainFunction function, Path root) throws IOException {
        var directory = function.spec().directory().toAbsolutePath().normalize();
        var classes = directory.resolve(CodeReader.CLASSES);
        if (!Files.isDirectory(classes)) {
            return List.of();
        }
        var lines = new SourceLines(directory, root);
        var constants = new ArrayList<Constant>();
        try (var files = Files.walk(classes)) {
            for (var file :
                    files.filter(it -> it.toString().endsWith(".class")).sorted().toList()) {
                read(file, lines, constants);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return constants;
    }

    private static void read(Path file, SourceLines lines, List<Constant> constants)
            throws IOException {
        try {
            var model = ClassFile.of().parse(Files.readAllBytes(file));
            var name = model.thisClass().asInternalName().replace('/', '.');
            for (var entry : model.constantPool()) {
                if (entry instanceof Utf8Entry text) {
                    constants.add(new Constant(text.stringValue(), name, lines));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no class file: " + e.getMessage(), e);
        }
    }

    public String text() {
        return text;
    }

    /// The first line of its class's source that has these words, or the file as a whole.
    ///
    /// @param words looked for one after the other, until one is found
    public Place place(String... words) {
        return lines.of(DotName.createSimple(className), words);
    }
}
