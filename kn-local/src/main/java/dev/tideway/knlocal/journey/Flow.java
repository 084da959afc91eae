package dev.tideway.knlocal.journey;

import dev.tideway.knlocal.journey.Note.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which event caused which: a function's answer says so by being its answer, any other event by its `causationid`.
public final class Flow {
    private final Map<EventName, List<Note>> steps = new LinkedHashMap<>();
    private final Map<EventName, EventName> causes = new LinkedHashMap<>();

    private record EventName(String source, String id) {
        static EventName of(Note note) {
            return new EventName(note.source(), note.id());
        }
    }

    private Flow(Collection<Note> notes) {
        for (var note : notes) {
            steps.computeIfAbsent(EventName.of(note), _ -> new ArrayList<>()).add(note);
        }
        notes.forEach(this::noteReply);
        notes.forEach(this::noteCausation);
    }

    /// The events among the notes, each with its steps and with the events that it caused: those that none of these caused.
    public static List<TracedEvent> of(Collection<Note> notes) {
        return new Flow(notes).roots();
    }

    private void noteReply(Note note) {
        if (note.kind() == Kind.DELIVERED && !note.detail("replyId").isEmpty()) {
            var reply = new EventName(note.detail("replySource"), note.detail("replyId"));
            causes.putIfAbsent(reply, EventName.of(note));
        }
    }

    private void noteCausation(Note note) {
        var cause = note.attributes().get("causationid");
        if (cause != null) {
            named(cause).ifPresent(name -> causes.putIfAbsent(EventName.of(note), name));
        }
    }

    private Optional<EventName> named(String id) {
        return steps.keySet().stream().filter(name -> name.id().equals(id)).findFirst();
    }

    /// An event that is its own ancestor stands under none.
    private List<TracedEvent> roots() {
        var told = new HashSet<EventName>();
        var roots = new ArrayList<TracedEvent>();
        for (var name : steps.keySet()) {
            if (!steps.containsKey(causes.get(name))) {
                roots.add(travelled(name, told));
            }
        }
        for (var name : steps.keySet()) {
            if (!told.contains(name)) {
                roots.add(travelled(name, told));
            }
        }
        return roots;
    }

    private TracedEvent travelled(EventName name, Set<EventName> told) {
        told.add(name);
        var caused = new ArrayList<TracedEvent>();
        for (var other : steps.keySet()) {
            if (name.equals(causes.get(other)) && !told.contains(other)) {
                caused.add(travelled(other, told));
            }
        }
        return new TracedEvent(Repeats.marked(steps.getOrDefault(name, List.of())), caused);
    }
}
