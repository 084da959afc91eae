package dev.tideway.knlocal.domain;

import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Channel;
import dev.tideway.knlocal.manifest.FunctionSpec;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Manifests;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Problem;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.Sources;
import dev.tideway.knlocal.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Puts the [Domain] together.
public final class DomainReader {
    private final Path root;
    private final List<Problem> problems = new ArrayList<>();

    private DomainReader(Path root) {
        this.root = root;
    }

    /// Reads what a kn-local.yaml names.
    ///
    /// @throws IOException when a file that is there cannot be read; what is wrong in one becomes a [Problem]
    public static Domain read(Settings settings) throws IOException {
        var databases = new TreeMap<String, String>();
        settings.databases().forEach((secret, it) -> databases.put(secret, it.schema()));
        return read(Sources.of(settings), settings.events(), databases);
    }

    /// The same, piece by piece.
    ///
    /// @param events folders with the schemas of event types; the contexts stand beside them
    /// @param databases by Secret, the schema that it opens
    public static Domain read(Sources sources, List<Path> events, Map<String, String> databases)
            throws IOException {
        return new DomainReader(sources.root().toAbsolutePath().normalize())
                .read(Manifests.read(sources), events, databases);
    }

    private Domain read(Resources resources, List<Path> events, Map<String, String> databases)
            throws IOException {
        problems.addAll(resources.problems());
        var contexts = new ArrayList<Context>();
        for (var folder : events) {
            contexts.addAll(new ContextReader(root, problems).all(folder.resolve(Context.FOLDER)));
        }
        var functions = new LinkedHashMap<Key, DomainFunction>();
        for (var spec : resources.functions().values()) {
            functions.put(spec.key(), new DomainFunction(spec, code(spec)));
        }
        return new Domain(
                root,
                events,
                databases,
                resources,
                contexts,
                functions,
                contracts(events),
                links(resources),
                List.copyOf(problems));
    }

    private Optional<Code> code(FunctionSpec spec) throws IOException {
        return CodeReader.read(spec.directory().toAbsolutePath().normalize(), root);
    }

    private static Map<String, Contract> contracts(List<Path> events) throws IOException {
        var schemas = byType(events, Contract.SCHEMA);
        var examples = byType(events, Contract.EXAMPLE);
        var contracts = new TreeMap<String, Contract>();
        schemas.keySet().forEach(it -> contracts.put(it, contract(it, schemas, examples)));
        examples.keySet().forEach(it -> contracts.put(it, contract(it, schemas, examples)));
        return contracts;
    }

    private static Contract contract(
            String type, Map<String, Path> schemas, Map<String, Path> examples) {
        return new Contract(
                type,
                Optional.ofNullable(schemas.get(type)),
                Optional.ofNullable(examples.get(type)));
    }

    private static Map<String, Path> byType(List<Path> folders, String ending) throws IOException {
        var files = new TreeMap<String, Path>();
        for (var folder : folders) {
            try (var all = Files.list(folder)) {
                all.filter(it -> it.toString().endsWith(ending))
                        .forEach(it -> {
                            var name = String.valueOf(it.getFileName());
                            files.put(name.substring(0, name.length() - ending.length()), it);
                        });
            }
        }
        return files;
    }

    private static List<Link> links(Resources resources) {
        var links = new ArrayList<Link>();
        for (var it : resources.triggers().values()) {
            var hub = new ObjectRef(Broker.KIND, it.broker());
            links.add(new Link(it.ref(), hub, it.filter(), it.subscriber(), it.place()));
        }
        for (var it : resources.subscriptions().values()) {
            var hub = new ObjectRef(Channel.KIND, it.channel());
            var everything = new Filter.Everything();
            links.add(new Link(it.ref(), hub, everything, it.subscriber(), it.place()));
        }
        return links;
    }
}
