package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.filter.Reading;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads manifests and functions. Never throws for what stands in a file: that becomes a [Problem], and everything that
/// does not depend on it is still read.
public final class Manifests {
    private final Sources sources;
    private final Findings findings = new Findings();
    private final Folder folder;
    private final Set<String> broken = new HashSet<>();

    private Manifests(Sources sources) {
        this.sources = sources;
        this.folder = new Folder(sources, findings);
    }

    public static Resources read(Sources sources) {
        return new Manifests(sources).read();
    }

    private Resources read() {
        sources.manifests().forEach(folder::read);
        var configMaps = read(Kinds.Handled.CONFIG_MAP, it -> Optional.of(ConfigMap.of(it)));
        var secrets = read(Kinds.Handled.SECRET, it -> Optional.of(Secret.of(it)));
        var configuration = new Configuration(configMaps, secrets, sources.secrets());
        var names = named(configMaps.get(NameTemplates.CONFIG));
        var defaults = defaults(configMaps.get(BrokerDefaults.CONFIG));

        var brokerReader = new BrokerReader(configMaps, defaults, names, findings);
        var brokers = read(Kinds.Handled.BROKER, brokerReader::read);
        var funcs = funcs(configuration);
        var functions = functions(funcs, configuration);
        var triggers =
                read(Kinds.Handled.TRIGGER, new TriggerReader(brokers, names, findings)::read);
        funcs.values().forEach(func -> subscribe(func, brokers, names, triggers));

        var references = new References(functions, broken, findings);
        var sound = references.brokers(brokers);
        var texts = new LinkedHashMap<Key, Map<String, String>>();
        configMaps.forEach((key, map) -> texts.put(key, texts(map)));
        return new Resources(
                sound,
                references.triggers(triggers, brokers, sound),
                functions,
                texts,
                secrets,
                findings.problems(),
                findings.notes(),
                findings.ignored());
    }

    private static Map<String, String> texts(ConfigMap map) {
        var texts = new LinkedHashMap<String, String>();
        map.data().forEach((key, text) -> texts.put(key, text.value()));
        return texts;
    }

    /// Everything of one kind that is right.
    private <T> Map<Key, T> read(Kinds.Handled kind, Function<Resource, Optional<T>> reader) {
        var read = new LinkedHashMap<Key, T>();
        for (var resource : folder.resources()) {
            if (resource.kind() == kind) {
                findings.unlessProblems(() -> reader.apply(resource))
                        .ifPresentOrElse(
                                it -> read.put(resource.key(), it),
                                () -> broken.add(resource.kindName() + " " + resource.key()));
            }
        }
        return read;
    }

    private NameTemplates named(@Nullable ConfigMap features) {
        return features == null ? NameTemplates.USUAL : NameTemplates.of(features, findings);
    }

    private BrokerDefaults defaults(@Nullable ConfigMap map) {
        return map == null ? BrokerDefaults.USUAL : BrokerDefaults.of(map, findings);
    }

    /// By folder name or function name, whichever a message or an image may mean.
    private Map<Key, FuncReader.Func> funcs(Configuration configuration) {
        var funcs = new LinkedHashMap<Key, FuncReader.Func>();
        var reader = new FuncReader(configuration, sources, findings);
        for (var directory : sources.functions()) {
            var file = directory.resolve("func.yaml");
            findings.unlessProblems(() ->
                            folder.single(file)
                                    .flatMap(it -> reader.read(it, directory, folder.name(file))))
                    .ifPresentOrElse(
                            func -> add(func, funcs),
                            () -> broken.add("Service " + keyOf(directory)));
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

    private Key keyOf(Path directory) {
        return new Key(sources.namespace(), String.valueOf(directory.getFileName()));
    }

    /// A Service in the manifests says how a function is deployed, in place of its func.yaml.
    private Map<Key, FunctionSpec> functions(
            Map<Key, FuncReader.Func> funcs, Configuration configuration) {
        var functions = new LinkedHashMap<Key, FunctionSpec>();
        var folders = new LinkedHashMap<String, FunctionSpec>();
        funcs.forEach((key, func) -> {
            functions.put(key, func.spec());
            folders.putIfAbsent(key.name(), func.spec());
        });
        functions.putAll(
                read(
                        Kinds.Handled.FUNCTION,
                        new ServiceReader(folders, configuration, findings)::read));
        return functions;
    }

    /// The Triggers that `func deploy` makes of `deploy.subscriptions`.
    private void subscribe(
            FuncReader.Func func,
            Map<Key, Broker> brokers,
            NameTemplates names,
            Map<Key, Trigger> triggers) {
        var service = func.spec().key();
        var subscriptions = func.subscriptions();
        for (int i = 0; i < subscriptions.size(); i++) {
            var subscription = subscriptions.get(i);
            var key = new Key(service.namespace(), service.name() + "-function-trigger-" + i);
            var broker = new Key(service.namespace(), subscription.source());
            var reading =
                    Optional.ofNullable(brokers.get(broker)).map(it -> it.brokerClass().reading());
            var filters = new LinkedHashMap<String, String>();
            subscription.filters().forEach((name, text) -> filters.put(name, text.value()));
            triggers.putIfAbsent(
                    key,
                    new Trigger(
                            key,
                            broker,
                            Filter.Attributes.of(filters, reading.orElse(Reading.KAFKA)),
                            new Destination.Ref(
                                    "serving.knative.dev/v1",
                                    "Service",
                                    service,
                                    Optional.empty(),
                                    subscription.place()),
                            Optional.empty(),
                            Trigger.Order.UNORDERED,
                            names.group(key),
                            subscription.place()));
        }
    }
}
