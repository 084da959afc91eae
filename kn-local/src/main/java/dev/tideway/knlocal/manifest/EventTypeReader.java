package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads an EventType in its versions: v1beta3 names attributes, those before it have fields of their own.
final class EventTypeReader {
    private EventTypeReader() {}

    static Optional<EventType> read(Resource resource) {
        return resource.spec().flatMap(spec -> read(resource, spec));
    }

    private static Optional<EventType> read(Resource resource, Fields spec) {
        var attributes = attributes(spec);
        for (var name : new String[] {"type", "source", "schema"}) {
            spec.string(name).ifPresent(text -> attributes.put(name, text.value()));
        }
        var broker =
                spec.string("broker")
                        .map(Text::value)
                        .map(name -> new Key(resource.key().namespace(), name))
                        .map(key -> new ObjectRef(Broker.KIND, key));
        var reference = spec.fields("reference").flatMap(it -> reference(it, resource));
        spec.skip("description", "schemaData", "variables");
        spec.done();
        var type = Optional.ofNullable(attributes.get("type"));
        if (type.isEmpty()) {
            spec.problem("", "names no type", "add an attribute type with its value");
        }
        return type.map(it ->
                new EventType(
                        resource.key(),
                        it,
                        Optional.ofNullable(attributes.get("source")),
                        reference.or(() -> broker)));
    }

    private static Map<String, String> attributes(Fields spec) {
        var attributes = new HashMap<String, String>();
        for (var attribute : spec.list("attributes")) {
            var name = attribute.required("name");
            var value = attribute.string("value");
            attribute.flag("required");
            attribute.done();
            name.ifPresent(it -> value.ifPresent(text -> attributes.put(it.value(), text.value())));
        }
        return attributes;
    }

    private static Optional<ObjectRef> reference(Fields reference, Resource resource) {
        var kind = reference.required("kind").map(Text::value);
        var name = reference.required("name").map(Text::value);
        var namespace =
                reference.string("namespace").map(Text::value).orElse(resource.key().namespace());
        reference.skip("apiVersion", "group", "address");
        reference.done();
        return kind.flatMap(it -> name.map(n -> new ObjectRef(it, new Key(namespace, n))));
    }
}
