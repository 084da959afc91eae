package dev.tideway.knlocal.catalogue;

import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.yaml.YamlText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The domain as AsyncAPI 3.0 has it: a channel for each broker or channel, a message for each event type, and what each
/// function receives and sends. Events are meant in CloudEvents' binary mode over HTTP: attributes are headers.
record AsyncApi(Edition edition) {
    String text() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("asyncapi", "3.0.0");
        tree.put("info", info());
        tree.put("defaultContentType", "application/json");
        tree.put("servers", map("local", server()));
        tree.put("channels", channels());
        tree.put("operations", operations());
        tree.put("components", new AsyncMessages(edition).components());
        return "# "
                + Page.MARK
                + " from code, manifests and events/: change those, not this.\n"
                + YamlText.of(tree);
    }

    private Map<String, Object> info() {
        return map(
                "title", "Event types of this project",
                "version", edition.subject().version(),
                "description",
                        "Sent over HTTP as CloudEvents 1.0 to a Knative broker, which brings each to whoever has a trigger for it.");
    }

    private static Map<String, Object> server() {
        return map(
                "host", "localhost:8080",
                "protocol", "http",
                "description",
                        "A runner on this machine (kn-local up). On a cluster, the broker's address.");
    }

    private Map<String, Object> channels() {
        var channels = new LinkedHashMap<String, Object>();
        types().forEach((hub, types) -> {
            var messages = new LinkedHashMap<String, Object>();
            types.forEach(it -> messages.put(id(it), reference("components", "messages", id(it))));
            channels.put(
                    id(hub),
                    map(
                            "address",
                            "/%s/%s".formatted(hub.key().namespace(), hub.key().name()),
                            "title",
                            hub.toString(),
                            "messages",
                            messages));
        });
        return channels;
    }

    /// What is on each broker or channel: what is emitted to it, and what is taken from it.
    private Map<ObjectRef, TreeSet<String>> types() {
        var types =
                new TreeMap<ObjectRef, TreeSet<String>>(
                        (a, b) -> a.toString().compareTo(b.toString()));
        for (var type : edition.subject().domain().types()) {
            for (var consumer : edition.wiring().consumers(type)) {
                types.computeIfAbsent(consumer.link().hub(), _ -> new TreeSet<>()).add(type);
            }
            for (var emitter : edition.wiring().emitters(type)) {
                for (var hub : edition.subject().domain().hubsOf(emitter.key())) {
                    types.computeIfAbsent(hub, _ -> new TreeSet<>()).add(type);
                }
            }
        }
        return types;
    }

    private Map<String, Object> operations() {
        var operations = new LinkedHashMap<String, Object>();
        types().forEach((hub, types) -> {
            for (var function : edition.subject().functions()) {
                var taken = new TreeSet<>(types);
                taken.removeIf(type ->
                        edition.wiring().consumers(type).stream()
                                .noneMatch(it ->
                                        it.function().key().equals(function.key())
                                                && it.link().hub().equals(hub)));
                add(operations, "receive", function, hub, taken);
                var sent = new TreeSet<>(edition.wiring().emitted(function).keySet());
                sent.removeIf(
                        _ -> !edition.subject().domain().hubsOf(function.key()).contains(hub));
                add(operations, "send", function, hub, sent);
            }
        });
        return operations;
    }

    private void add(
            Map<String, Object> operations,
            String action,
            DomainFunction function,
            ObjectRef hub,
            Collection<String> types) {
        if (!types.isEmpty()) {
            var name = id(edition.addresses().name(function)) + "-" + action + "-" + id(hub);
            operations.put(name, operation(action, function, hub, types));
        }
    }

    private Map<String, Object> operation(
            String action, DomainFunction function, ObjectRef hub, Collection<String> types) {
        var name = edition.addresses().name(function);
        var operation =
                map(
                        "action",
                        action,
                        "channel",
                        reference("channels", id(hub)),
                        "title",
                        name + (action.equals("send") ? " sends" : " receives"));
        edition.subject()
                .domain()
                .contextOf(function.key())
                .ifPresent(it -> operation.put("tags", List.of(map("name", it.name()))));
        operation.put(
                "messages",
                types.stream()
                        .map(it -> reference("channels", id(hub), "messages", id(it)))
                        .toList());
        return operation;
    }

    static Map<String, Object> reference(String... words) {
        return map("$ref", "#/" + String.join("/", words));
    }

    private static String id(ObjectRef hub) {
        return id(
                hub.kind().toLowerCase(Locale.ROOT)
                        + "-"
                        + hub.key().namespace()
                        + "-"
                        + hub.key().name());
    }

    /// A key as AsyncAPI's Components Object allows it; of an event type, nearly always the type.
    static String id(String name) {
        return name.replaceAll("[^a-zA-Z0-9._-]", "_");
    }

    static Map<String, Object> map(Object... entries) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }
}
