package dev.tideway.knlocal.dashboard;

import dev.tideway.knlocal.status.ControlPort.Page;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/// The files of the dashboard, as they stand in the program's jar: what is written is what runs, nothing is built.
public final class Pages {
    private static final String FOLDER = "/dashboard/";
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css");

    private Pages() {}

    /// The page at a path: the dashboard at `/`, its parts below `/dashboard/`; empty where there is none.
    public static Optional<Page> at(String path) {
        if (path.equals("/")) {
            return file("index.html");
        }
        var name = path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
        // Names of ours alone: letters, one dot, letters.
        return name.matches("[a-z]+\\.(js|css)") ? file(name) : Optional.empty();
    }

    private static Optional<Page> file(String name) {
        try (var file = Pages.class.getResourceAsStream(FOLDER + name)) {
            var type = TYPES.getOrDefault(name.substring(name.indexOf('.') + 1), "");
            return file == null
                    ? Optional.empty()
                    : Optional.of(new Page(type, Buffer.buffer(file.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException("the program's jar has changed: " + name, e);
        }
    }
}
