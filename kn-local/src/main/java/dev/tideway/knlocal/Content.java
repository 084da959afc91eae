package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Hub;
import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.event.JsonEvents;
import dev.tideway.knlocal.journey.Journeys;
import dev.tideway.knlocal.journey.Note;
import dev.tideway.knlocal.journey.Note.Kind;
import dev.tideway.knlocal.log.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What an event says, read from the log where its journey began: the journey itself has no data.
record Content(Journeys journeys, Supplier<List<Hub>> hubs) {
    /// Of data and attributes, as much as a page can show; a Kafka of the user's own may hold more.
    private static final int MOST_BYTES = 4 << 20;

    /// Where an event came in.
    ///
    /// @param hub the broker or channel, `broker default/default`
    /// @param id of the event that is looked for there
    /// @param source of that event; empty when it may be any
    record Place(String hub, int partition, long offset, String id, String source) {
        private static Place of(Note accepted) {
            return new Place(
                    accepted.place(),
                    Integer.parseInt(accepted.detail("partition")),
                    Long.parseLong(accepted.detail("offset")),
                    accepted.id(),
                    accepted.source());
        }

        /// @throws IllegalArgumentException when something is missing, or no number
        static Place of(UnaryOperator<@Nullable String> fields) {
            return new Place(
                    given("place", fields),
                    Math.toIntExact(number("partition", fields, Integer.MAX_VALUE)),
                    number("offset", fields, Long.MAX_VALUE - 1),
                    given("id", fields),
                    Optional.ofNullable(fields.apply("source")).orElse(""));
        }
    }

    private static String given(String name, UnaryOperator<@Nullable String> fields) {
        var value = fields.apply(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    name
                            + " is missing: an event is found by id, or by place, partition, offset and id");
        }
        return value;
    }

    private static long number(String name, UnaryOperator<@Nullable String> fields, long most) {
        var text = given(name, fields);
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > most) {
            throw new IllegalArgumentException(
                    "%s is no number from 0 on: %s".formatted(name, text));
        }
        return Long.parseLong(text);
    }

    /// `GET /api/event?id=&source=`, or with `place=&partition=&offset=&id=`: the event in the JSON format of CloudEvents; with
    /// `as=parts`, as a form has it.
    String event(UnaryOperator<@Nullable String> parameters) throws IOException {
        var place = parameters.apply("place") == null ? search(parameters) : Place.of(parameters);
        var event = at(place);
        return "parts".equals(parameters.apply("as"))
                ? Parts.of(event).toString()
                : new String(JsonEvents.encode(event), StandardCharsets.UTF_8);
    }

    private Place search(UnaryOperator<@Nullable String> parameters) throws IOException {
        var id = given("id", parameters);
        var source = parameters.apply("source");
        var accepted =
                journeys.read().flow(id).notes().stream()
                        .filter(note ->
                                note.kind() == Kind.ACCEPTED
                                        && note.id().equals(id)
                                        && (source == null || note.source().equals(source)))
                        .toList();
        if (accepted.isEmpty()) {
            throw new IllegalArgumentException(
                    "no event %s is known here; kn-local events lists those that are"
                            .formatted(id));
        }
        return Place.of(accepted.getLast());
    }

    /// @throws IllegalArgumentException when it is not there (any more)
    Event at(Place place) {
        var hub =
                hubs.get().stream()
                        .filter(it -> it.ref().toString().equals(place.hub()))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "there is no %s here (any more)".formatted(place.hub())));
        try (var excerpt =
                Excerpt.of(hub.log(), place.partition(), place.offset(), place.offset() + 1)) {
            return excerpt.next().stream()
                    .map(it -> it.event())
                    .filter(it -> isMeant(it, place))
                    .findFirst()
                    .map(Content::bounded)
                    .orElseThrow(() -> gone(place));
        }
    }

    /// The log may have begun anew since: one in memory does with each start.
    private static boolean isMeant(Event event, Place place) {
        return event.id().equals(place.id())
                && (place.source().isEmpty() || event.source().equals(place.source()));
    }

    private static Event bounded(Event event) {
        var data = event.data();
        if (data != null && data.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "event %s has %d bytes of data, more than the %d that are shown"
                            .formatted(event.id(), data.length, MOST_BYTES));
        }
        return event;
    }

    private static IllegalArgumentException gone(Place place) {
        return new IllegalArgumentException(
                "the log of %s has event %s no longer: nothing of it stands at partition %d offset %d"
                        .formatted(place.hub(), place.id(), place.partition(), place.offset()));
    }
}
