package dev.tideway.flowtest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.knlocal.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which events are meant: of a type, and with all else that is said. Never changes; each method returns another one.
public final class EventPattern {
    private final String type;
    private final List<Condition> conditions;

    private record Condition(String words, Check check) {}

    /// Why an event is none of these; nothing when it is.
    private interface Check {
        Optional<String> whyNot(Event event);
    }

    private EventPattern(String type, List<Condition> conditions) {
        this.type = type;
        this.conditions = conditions;
    }

    /// Events of that type.
    public static EventPattern event(String type) {
        if (type.isBlank()) {
            throw new IllegalArgumentException("an event has a type; none is given");
        }
        return new EventPattern(type, List.of());
    }

    /// With that `subject`.
    public EventPattern about(String subject) {
        return and("about " + subject, attribute("subject", subject));
    }

    /// With that `source`.
    public EventPattern from(String source) {
        return and("from " + source, attribute("source", source));
    }

    /// With that attribute.
    public EventPattern with(String attribute, String value) {
        return and("with %s %s".formatted(attribute, value), attribute(attribute, value));
    }

    /// With that value in its JSON data.
    ///
    /// @param pointer a JSON Pointer (RFC 6901), such as `/lines/0/sku`
    public EventPattern withData(String pointer, Object value) {
        var wanted = value.toString();
        var where = JsonPointer.compile(pointer);
        return and(
                "with %s = %s in its data".formatted(pointer, wanted),
                event -> {
                    var found = Json.data(event).at(where);
                    return found.isValueNode() && found.asText().equals(wanted)
                            ? Optional.empty()
                            : Optional.of(
                                    "has %s at %s"
                                            .formatted(
                                                    found.isMissingNode() ? "nothing" : found,
                                                    pointer));
                });
    }

    /// With JSON data of which that is true.
    ///
    /// @param words what is true of them, for the message when no event is like that
    public EventPattern where(String words, Predicate<JsonNode> data) {
        return and(
                "where " + words,
                event ->
                        data.test(Json.data(event))
                                ? Optional.empty()
                                : Optional.of("has data of which that is not true: " + words));
    }

    private EventPattern and(String words, Check check) {
        var more = new ArrayList<>(conditions);
        more.add(new Condition(words, check));
        return new EventPattern(type, List.copyOf(more));
    }

    private static Check attribute(String name, String wanted) {
        return event -> {
            var found = event.attribute(name);
            return wanted.equals(found) ? Optional.empty() : Optional.of(named(name, found));
        };
    }

    private static String named(String attribute, @Nullable String value) {
        return value == null ? "has no " + attribute : "has the %s %s".formatted(attribute, value);
    }

    String type() {
        return type;
    }

    /// An event of the type, for filters that look at nothing else.
    Event example() {
        return NewEvent.of(type).event();
    }

    boolean matches(Event event) {
        return event.type().equals(type) && whyNot(event).isEmpty();
    }

    /// What is wrong with an event of the type.
    List<String> whyNot(Event event) {
        return conditions.stream().flatMap(it -> it.check().whyNot(event).stream()).toList();
    }

    @Override
    public String toString() {
        return Stream.concat(Stream.of(type), conditions.stream().map(Condition::words))
                .collect(Collectors.joining(" "));
    }
}
