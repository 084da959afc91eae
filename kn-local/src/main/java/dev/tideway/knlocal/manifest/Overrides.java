package dev.tideway.knlocal.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.yaml.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// `ceOverrides`: extensions that every event of a source gets, in place of its own of that name.
public record Overrides(Map<String, String> extensions) {
    static final Overrides NONE = new Overrides(Map.of());
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+");
    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "specversion",
                    "id",
                    "source",
                    "type",
                    "subject",
                    "time",
                    "datacontenttype",
                    "dataschema",
                    "data");

    public Overrides {
        extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
    }

    static Overrides read(Fields spec) {
        var overrides = spec.fields("ceOverrides");
        var extensions = overrides.flatMap(it -> it.fields("extensions"));
        overrides.ifPresent(Fields::done);
        return extensions.map(Overrides::of).orElse(NONE);
    }

    private static Overrides of(Fields extensions) {
        var all = new LinkedHashMap<String, String>();
        extensions
                .strings()
                .forEach((name, text) -> {
                    if (!NAME.matcher(name).matches()) {
                        extensions.problem(
                                name, "is no name of an extension", "use small letters and digits");
                    } else if (ATTRIBUTES.contains(name)) {
                        extensions.problem(name, "is an attribute of its own, no extension", "");
                    } else {
                        all.put(name, text.value());
                    }
                });
        return new Overrides(all);
    }

    public Event on(Event event) {
        if (extensions.isEmpty()) {
            return event;
        }
        var attributes = new LinkedHashMap<>(event.attributes());
        attributes.putAll(extensions);
        return Event.of(attributes, event.data());
    }

    /// As `K_CE_OVERRIDES` carries them; empty when there are none.
    public String json() {
        if (extensions.isEmpty()) {
            return "";
        }
        var root = JsonNodeFactory.instance.objectNode();
        extensions.forEach(root.putObject("extensions")::put);
        return root.toString();
    }
}
