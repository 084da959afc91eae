package dev.tideway.knlocal.drift;

import dev.tideway.knlocal.domain.Arrivals;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.Link;
import dev.tideway.knlocal.journey.Note;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.status.EventJourney;
import dev.tideway.knlocal.status.EventTypeStatus;
import dev.tideway.knlocal.status.FlowJourney;
import java.util.Optional;
import java.util.TreeSet;

/// Gathers what a runner has seen, from what it tells of types and journeys.
public final class Observer {
    private final Domain domain;
    private final Observation seen = Observation.none(true);

    /// One that has seen nothing.
    ///
    /// @param domain knows which function is behind a trigger
    public Observer(Domain domain) {
        this.domain = domain;
    }

    /// An EventType of the manifests, which has no time, was not seen.
    public void add(EventTypeStatus type) {
        if (type.since().isPresent()) {
            type(type.type(), type.source());
        }
    }

    /// Every step of a flow.
    public void add(FlowJourney flow) {
        flow.events().forEach(this::add);
    }

    private void add(EventJourney journey) {
        journey.steps().forEach(this::add);
        journey.caused().forEach(this::add);
    }

    /// A step, or an event by its acceptance.
    public void add(Note note) {
        switch (note.kind()) {
            case ACCEPTED -> type(note.type(), note.source());
            case DELIVERED -> {
                var function = link(note).flatMap(Link::function);
                function.ifPresent(it -> take(note.type(), it));
                var reply = note.detail("replyType");
                if (!reply.isEmpty()) {
                    function.ifPresent(it -> seen.emitted().add(new Edge(reply, it.name())));
                }
            }
            case DEAD_LETTERED ->
                    link(note)
                            .flatMap(it -> new Arrivals(domain).deadLetterFunction(it))
                            .ifPresent(it -> take(note.type(), it));
            case REFUSED, HELD, RETRYING, DISTURBED, LOST, VIOLATED -> {}
        }
    }

    public Observation seen() {
        return seen;
    }

    private Optional<Link> link(Note note) {
        return domain.links().stream()
                .filter(it -> it.ref().toString().equals(note.place()))
                .findFirst();
    }

    private void take(String type, Key function) {
        seen.taken().add(new Edge(type, function.name()));
    }

    /// function-kit's source is the function's name.
    private void type(String type, String source) {
        seen.types().computeIfAbsent(type, _ -> new TreeSet<>()).add(source);
        domain.functions().keySet().stream()
                .filter(it -> source.equals("/" + it.name()))
                .forEach(it -> seen.emitted().add(new Edge(type, it.name())));
    }
}
