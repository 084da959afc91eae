package dev.tideway.knlocal.filter;

import dev.tideway.knlocal.event.Event;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One entry of a filter: an attribute and the value (or the beginning, or the end) it is to have.
public record Wanted(String attribute, String value, Reading reading) {
    /// In the order of the map.
    static List<Wanted> all(Map<String, String> entries, Reading reading) {
        return entries.entrySet().stream()
                .filter(entry -> reading != Reading.KAFKA || !entry.getValue().isEmpty())
                .map(entry -> new Wanted(entry.getKey(), entry.getValue(), reading))
                .toList();
    }

    /// The name of the attribute that the comparison looks at.
    String name() {
        return attribute.equals("schemaurl") ? "dataschema" : attribute;
    }

    /// Whether what is compared is the attribute as the event has it.
    boolean comparesAsIs() {
        return !attribute.equals("time");
    }

    /// The attribute in the form in which the broker compares it; null when the event has none.
    @Nullable String in(Event event) {
        return switch (attribute) {
            case "time" -> time(event.attribute("time"));
            case "schemaurl" -> event.attribute("dataschema");
            default -> event.attribute(attribute);
        };
    }

    private @Nullable String time(@Nullable String time) {
        if (time == null || reading == Reading.CHANNEL_BASED) {
            return time;
        }
        try {
            return DateTimeFormatter.ISO_INSTANT.format(OffsetDateTime.parse(time));
        } catch (DateTimeException _) {
            return time;
        }
    }

    /// What absence means to a comparison of beginnings or ends.
    Verdict absent() {
        var fails = attribute.equals("subject") || attribute.equals("datacontenttype");
        return fails && reading == Reading.KAFKA ? Verdict.DISCARDED : Verdict.NO_MATCH;
    }
}
