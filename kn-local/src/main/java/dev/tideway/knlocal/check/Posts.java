package dev.tideway.knlocal.check;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The lines of scripts and texts in a folder, by which a sample's type is found.
///
/// @param types those that are looked for
record Posts(List<String> lines, List<String> types) {
    private static final long LARGEST = 1 << 20;

    /// The files of the folder itself; what is no text is passed over.
    static Posts in(Path folder, List<String> types) throws IOException {
        var lines = new ArrayList<String>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                    if (!file.toString().endsWith(".json") && Files.size(file) <= LARGEST) {
                        lines.addAll(text(file));
                    }
                }
            }
        }
        return new Posts(lines, types);
    }

    private static List<String> text(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException _) {
            return List.of();
        }
    }

    /// The types that stand in one line with the file, whole or in part: `order.place` for `shop.order.place.v1`.
    List<String> typesOf(String file) {
        return lines.stream()
                .filter(it -> it.contains(file))
                .flatMap(it -> Stream.of(it.split("[^A-Za-z0-9.\\-]+")))
                .filter(it -> it.contains("."))
                .flatMap(word -> types.stream().filter(type -> isMeant(word, type)))
                .distinct()
                .toList();
    }

    private static boolean isMeant(String word, String type) {
        return type.equals(word) || type.contains("." + word + ".");
    }
}
