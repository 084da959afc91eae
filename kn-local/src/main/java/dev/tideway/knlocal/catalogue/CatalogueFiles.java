package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.generated.Generated;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.manifest.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Works out every file of the catalogue, `docs/catalogue`.
public final class CatalogueFiles {
    private static final int HEAD = 400;

    private final Path root;
    private final Map<Path, String> files = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private CatalogueFiles(Path root) {
        this.root = root;
    }

    /// The files that tell of this domain.
    ///
    /// @param version of the documents for programs
    /// @throws IOException when a file of the domain cannot be read, or is not what it has to be
    public static Generated of(Domain domain, String version) throws IOException {
        var files = new CatalogueFiles(domain.root());
        files.add(Edition.of(Subject.read(domain, version)));
        return new Generated(files.root, files.files, files.leftOver(), files.problems);
    }

    private void add(Edition edition) throws IOException {
        var subject = edition.subject();
        put(new OverviewPage(edition).page());
        for (var it : subject.contexts()) {
            put(new ContextPage(edition, it).page());
        }
        for (var it : subject.functions()) {
            put(new FunctionPage(edition, it).page());
        }
        for (var it : subject.domain().types()) {
            put(new EventPage(edition, it).page());
        }
        for (var it : edition.flows()) {
            put(new FlowPage(edition, it).page());
        }
        put(Addresses.ASYNC_API, new AsyncApi(edition).text());
        put(Addresses.X_REGISTRY, new XRegistry(edition).text());
    }

    private void put(Page page) throws IOException {
        put(page.file(), page.text());
    }

    private void put(Path file, String text) throws IOException {
        if (files.put(file, text) != null) {
            problem(file, "would be two pages", "give one of the two another name");
        }
        var there = root.resolve(file);
        if (Files.exists(there) && !isOurs(there)) {
            problem(file, "is not written by kn-local docs", "move it away");
        }
    }

    private void problem(Path file, String message, String mend) {
        problems.add(new Problem(new Place(file, 0), "", message, mend));
    }

    /// Pages of what is gone. What somebody else has put there stays.
    private Map<Path, String> leftOver() throws IOException {
        var leftOver = new TreeMap<Path, String>();
        var folder = root.resolve(Addresses.FOLDER);
        if (Files.isDirectory(folder)) {
            try (var all = Files.walk(folder)) {
                for (var file : all.filter(Files::isRegularFile).toList()) {
                    var name = root.relativize(file);
                    if (!files.containsKey(name) && isOurs(file)) {
                        leftOver.put(name, "is about something that is gone");
                    }
                }
            }
        }
        return leftOver;
    }

    private static boolean isOurs(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
            return head.contains(Page.MARK);
        }
    }
}
