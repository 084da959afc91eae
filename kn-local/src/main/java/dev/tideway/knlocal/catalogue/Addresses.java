package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.Context;
import dev.tideway.knlocal.domain.DomainFunction;
import java.nio.file.Path;
import java.util.Locale;

/// Which page is about what. A name becomes a file's name that every system takes.
record Addresses(Subject subject) {
    /// All that is written is in here.
    static final Path FOLDER = Path.of("docs", "catalogue");

    static final Path OVERVIEW = FOLDER.resolve("README.md");
    static final Path ASYNC_API = FOLDER.resolve("asyncapi.yaml");
    static final Path X_REGISTRY = FOLDER.resolve("xregistry.json");

    Path context(Context context) {
        return page("contexts", context.name());
    }

    Path event(String type) {
        return page("events", type);
    }

    Path function(DomainFunction function) {
        return page("functions", name(function));
    }

    /// Its name; where two namespaces have one of that name, with its namespace.
    String name(DomainFunction function) {
        var namesakes =
                subject.domain().functions().keySet().stream()
                        .filter(it -> it.name().equals(function.name()))
                        .count();
        return namesakes == 1
                ? function.name()
                : function.key().namespace() + "." + function.name();
    }

    Path flow(Context context, String flow) {
        var namesakes =
                subject.domain().contexts().stream()
                        .flatMap(it -> it.flows().keySet().stream())
                        .filter(it -> words(it).equals(words(flow)))
                        .count();
        return page("flows", namesakes == 1 ? words(flow) : context.name() + "." + words(flow));
    }

    private static String words(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", "-");
    }

    private static Path page(String kind, String name) {
        return FOLDER.resolve(kind).resolve(fileName(name) + ".md");
    }

    private static String fileName(String name) {
        var file = new StringBuilder();
        name.codePoints()
                .forEach(it -> {
                    if (it < 128 && (Character.isLetterOrDigit(it) || "._-".indexOf(it) >= 0)) {
                        file.appendCodePoint(it);
                    } else {
                        file.append('_').append(Integer.toHexString(it));
                    }
                });
        return file.toString();
    }
}
