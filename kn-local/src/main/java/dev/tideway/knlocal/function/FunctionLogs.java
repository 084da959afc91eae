package dev.tideway.knlocal.function;

import dev.tideway.knlocal.manifest.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// What the instances of functions have printed, those of earlier runs included as long as their files are kept.
public final class FunctionLogs {
    private static final String SUFFIX = ".log";

    private final Path logs;

    /// Reads below a folder that need not be there yet.
    ///
    /// @param logs a folder per function, a file per instance
    public FunctionLogs(Path logs) {
        this.logs = logs;
    }

    /// Names those of a function that have a log, the last written one first.
    public List<String> instances(Key function) throws IOException {
        var folder = folder(function);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(SUFFIX))
                    .map(Written::of)
                    .sorted(Comparator.comparingLong(Written::at).reversed())
                    .map(Written::instance)
                    .toList();
        }
    }

    /// The last lines of one, at most 64 KiB of them.
    ///
    /// @param instance one of [#instances]
    /// @param most 1 or more
    public List<String> lines(Key function, String instance, int most) {
        return LogFiles.tail(folder(function).resolve(instance + SUFFIX), most);
    }

    private Path folder(Key function) {
        return logs.resolve(FunctionSettings.folder(function));
    }

    /// A log may be deleted while it is looked at: it counts as the oldest then.
    private record Written(String instance, long at) {
        static Written of(Path file) {
            var name = String.valueOf(file.getFileName());
            var instance = name.substring(0, name.length() - SUFFIX.length());
            return new Written(instance, file.toFile().lastModified());
        }
    }
}
