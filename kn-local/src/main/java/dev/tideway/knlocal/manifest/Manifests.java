package dev.tideway.knlocal.manifest;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Reads manifests and functions. Never throws for what stands in a file: that becomes a [Problem], and everything that
/// does not depend on it is still read.
public final class Manifests {
    private final Sources sources;
    private final Findings findings = new Findings();
    private final Folder folder;
    private final ResourceReader reader;

    private Manifests(Sources sources) {
        this.sources = sources;
        this.folder = new Folder(sources, findings);
        this.reader = new ResourceReader(folder, findings);
    }

    public static Resources read(Sources sources) {
        return new Manifests(sources).read();
    }

    private Resources read() {
        sources.manifests().forEach(folder::read);
        var configMaps = reader.all(Kinds.Handled.CONFIG_MAP, it -> Optional.of(ConfigMap.of(it)));
        var secrets = reader.all(Kinds.Handled.SECRET, it -> Optional.of(Secret.of(it)));
        var configuration = new Configuration(configMaps, secrets, sources.secrets());
        var names =
                config(configMaps, NameTemplates.CONFIG, NameTemplates::of, NameTemplates.USUAL);
        var serving = ServingConfig.of(configMaps, findings);

        var brokers = brokers(configMaps, names);
        var messaging = messaging(configMaps, names);
        var funcs = funcs(configuration, serving);
        var functions = functions(funcs, configuration, serving);
        var triggers =
                reader.all(
                        Kinds.Handled.TRIGGER, new TriggerReader(brokers, names, findings)::read);
        var funcTriggers = new FuncTriggers(brokers, names);
        funcs.values().forEach(func -> funcTriggers.add(func, triggers));
        var connections =
                Connections.read(
                        reader,
                        new ProgramReader(configuration, sources.commands(), findings),
                        Connections.labelled(functions.keySet(), funcs, folder.resources()),
                        findings);
        var eventTypes = reader.all(Kinds.Handled.EVENT_TYPE, EventTypeReader::read);

        var addressables = addressables(functions, brokers, messaging);
        connections.address(addressables);
        var references = new References(addressables, reader.broken(), findings);
        return new Resources(
                references.sinks(connections.sinks()),
                references.brokers(brokers),
                functions,
                serving.together(),
                references.channels(messaging.channels()),
                references.triggers(triggers),
                references.subscriptions(messaging.subscriptions()),
                references.sources(connections.sources()),
                eventTypes,
                addressables.all(),
                texts(configMaps),
                secrets,
                findings.problems(),
                findings.notes(),
                findings.ignored());
    }

    private Map<Key, Broker> brokers(Map<Key, ConfigMap> configMaps, NameTemplates names) {
        var defaults =
                config(configMaps, BrokerDefaults.CONFIG, BrokerDefaults::of, BrokerDefaults.USUAL);
        return reader.all(
                Kinds.Handled.BROKER,
                new BrokerReader(configMaps, defaults, names, findings)::read);
    }

    private Messaging messaging(Map<Key, ConfigMap> configMaps, NameTemplates names) {
        var defaults =
                config(
                        configMaps,
                        ChannelDefaults.CONFIG,
                        ChannelDefaults::of,
                        ChannelDefaults.USUAL);
        return Messaging.read(reader, new ChannelReader(defaults, names, findings), findings);
    }

    private static Addressables addressables(
            Map<Key, FunctionSpec> functions, Map<Key, Broker> brokers, Messaging messaging) {
        var all = new Addressables();
        functions.values().forEach(all::add);
        brokers.values().forEach(it -> all.add(it.ref(), Addressables.of(it)));
        messaging.address(all);
        return all;
    }

    private static Map<Key, Map<String, String>> texts(Map<Key, ConfigMap> configMaps) {
        var all = new LinkedHashMap<Key, Map<String, String>>();
        configMaps.forEach((key, map) -> {
            var texts = new LinkedHashMap<String, String>();
            map.data().forEach((name, text) -> texts.put(name, text.value()));
            all.put(key, texts);
        });
        return all;
    }

    /// What a ConfigMap of the installation says, when the manifests bring it.
    private <T> T config(
            Map<Key, ConfigMap> configMaps,
            Key key,
            BiFunction<ConfigMap, Findings, T> read,
            T usual) {
        var given = configMaps.get(key);
        return given == null ? usual : read.apply(given, findings);
    }

    /// By folder name or function name, whichever a message or an image may mean.
    private Map<Key, FuncReader.Func> funcs(Configuration configuration, ServingConfig serving) {
        var funcs = new LinkedHashMap<Key, FuncReader.Func>();
        var reader = new FuncReader(configuration, serving, sources, findings);
        for (var directory : sources.functions()) {
            var file = directory.resolve("func.yaml");
            findings.unlessProblems(() ->
                            folder.single(file)
                                    .flatMap(it -> reader.read(it, directory, folder.name(file))))
                    .ifPresentOrElse(
                            func -> add(func, funcs),
                            () -> this.reader.broken().add(service(keyOf(directory))));
        }
        return funcs;
    }

    private void add(FuncReader.Func func, Map<Key, FuncReader.Func> funcs) {
        var first = funcs.putIfAbsent(func.spec().key(), func);
        if (first != null) {
            findings.problem(
                    func.spec().place(),
                    "name",
                    "is a second function "
                            + func.spec().key()
                            + "; the first is at "
                            + first.spec().place(),
                    "");
        }
    }

    private static ObjectRef service(Key key) {
        return new ObjectRef("Service", key);
    }

    private Key keyOf(Path directory) {
        return new Key(sources.namespace(), String.valueOf(directory.getFileName()));
    }

    /// A Service in the manifests says how a function is deployed, in place of its func.yaml.
    private Map<Key, FunctionSpec> functions(
            Map<Key, FuncReader.Func> funcs, Configuration configuration, ServingConfig serving) {
        var functions = new LinkedHashMap<Key, FunctionSpec>();
        var folders = new LinkedHashMap<String, FunctionSpec>();
        funcs.forEach((key, func) -> {
            functions.put(key, func.spec());
            folders.putIfAbsent(key.name(), func.spec());
        });
        functions.putAll(
                reader.all(
                        Kinds.Handled.FUNCTION,
                        new ServiceReader(folders, configuration, serving, findings)::read));
        return functions;
    }
}
