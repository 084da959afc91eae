package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.filter.Cesql;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.filter.Reading;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a Trigger's filter: `spec.filters` when it is not empty, else `spec.filter.attributes`.
final class FilterReader {
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z][a-z0-9]*");
    private static final List<String> DIALECTS =
            List.of("exact", "prefix", "suffix", "all", "any", "not", "cesql");

    private final Reading reading;
    private final Origin origin;

    FilterReader(Reading reading, Origin origin) {
        this.reading = reading;
        this.origin = origin;
    }

    Filter read(Fields spec) {
        var items = spec.list("filters");
        var attributes = spec.fields("filter");
        var byAttributes = attributes.flatMap(this::attributes);
        if (items.isEmpty()) {
            return byAttributes.orElse(new Filter.Everything());
        }
        if (byAttributes.isPresent()) {
            origin.findings()
                    .note(
                            origin.at(spec.line("filter")),
                            spec.path("filter"),
                            "is ignored, as on a cluster, because spec.filters is not empty");
        }
        return Filter.All.of(items.stream().map(this::item).toList());
    }

    private Optional<Filter> attributes(Fields filter) {
        var attributes = filter.fields("attributes").map(this::entries);
        filter.done();
        return attributes.map(entries -> Filter.Attributes.of(entries, reading));
    }

    private Filter item(Fields item) {
        var given = new ArrayList<>(item.keys());
        given.retainAll(DIALECTS);
        if (given.size() > 1) {
            item.problem(
                    given.get(1),
                    "stands beside " + given.getFirst() + ", but an item has one dialect",
                    "make it an item of its own, or put both under all");
        }
        item.skip(DIALECTS.toArray(String[]::new));
        item.done();
        return given.isEmpty() ? new Filter.Everything() : dialect(item, given.getFirst());
    }

    private Filter dialect(Fields item, String dialect) {
        return switch (dialect) {
            case "exact" -> Filter.Exact.of(map(item, dialect), reading);
            case "prefix" -> Filter.Prefix.of(map(item, dialect), reading);
            case "suffix" -> Filter.Suffix.of(map(item, dialect), reading);
            case "all" -> Filter.All.of(items(item, dialect));
            case "any" -> Filter.Any.of(items(item, dialect));
            case "not" ->
                    new Filter.Not(
                            item.fields(dialect).map(this::item).orElse(new Filter.Everything()));
            default -> cesql(item, dialect);
        };
    }

    private Map<String, String> map(Fields item, String dialect) {
        var entries = item.fields(dialect).map(this::entries).orElse(Map.of());
        if (entries.isEmpty()) {
            item.problem(dialect, "compares no attribute", "");
        }
        entries.forEach((attribute, value) -> {
            if (value.isEmpty()) {
                origin.findings()
                        .note(
                                origin.at(item.line(dialect)),
                                item.path(dialect) + "." + attribute,
                                "is empty, which brokers pass over");
            }
        });
        return entries;
    }

    private List<Filter> items(Fields item, String dialect) {
        var items = item.list(dialect);
        if (items.isEmpty()) {
            item.problem(dialect, "must contain at least one filter", "");
        }
        return items.stream().map(this::item).toList();
    }

    private Map<String, String> entries(Fields fields) {
        var entries = new LinkedHashMap<String, String>();
        attributeTexts(fields).forEach((attribute, text) -> entries.put(attribute, text.value()));
        return entries;
    }

    /// The values by attribute; a name that no attribute can have is reported.
    static Map<String, Text> attributeTexts(Fields fields) {
        var texts = fields.strings();
        for (var attribute : texts.keySet()) {
            if (!ATTRIBUTE.matcher(attribute).matches()) {
                fields.problem(
                        attribute,
                        "is not the name of an attribute",
                        "use small letters and digits, a letter first");
            }
        }
        return texts;
    }

    private static Filter cesql(Fields item, String dialect) {
        var text = item.string(dialect).map(Text::value);
        try {
            return text.<Filter>map(it -> new Filter.Sql(Cesql.parse(it)))
                    .orElse(new Filter.Everything());
        } catch (IllegalArgumentException e) {
            item.problem(dialect, "is not a CloudEvents SQL expression: " + e.getMessage(), "");
            return new Filter.Everything();
        }
    }
}
