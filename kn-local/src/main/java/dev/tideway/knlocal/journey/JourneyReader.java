package dev.tideway.knlocal.journey;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Looks through the notes of a folder, from one end to the other: nobody asks so often that an index would pay.
public final class JourneyReader {
    private static final String ACCEPTED = "\"step\":\"ACCEPTED\"";
    private static final String REFUSED = "\"step\":\"REFUSED\"";
    private static final String VIOLATED = "\"step\":\"VIOLATED\"";

    /// Answers that carry no `correlationid`, one after the other, that a flow is followed through.
    private static final int MOST_PASSES = 32;

    /// Ids that are looked for in a line before it is read.
    private static final int FEW = 20;

    /// Notes of one flow that are told of: a batch of a million events may share a `correlationid`.
    static final int MOST_NOTES = 20_000;

    private final Path folder;

    /// Notes in the order they were made.
    ///
    /// @param more whether there are more than these, the oldest
    public record Found(List<Note> notes, boolean more) {}

    JourneyReader(Path folder) {
        this.folder = folder;
    }

    /// The notes of the flow that the event of that id belongs to, or that began with it; none when nobody knows the id (any
    /// more). A flow goes on through answers that carry no `correlationid`.
    public Found flow(String id) throws IOException {
        var ids = new HashSet<>(Set.of(id));
        for (int pass = 1; ; pass++) {
            int before = ids.size();
            var found = notes(ids);
            if (found.more() || ids.size() == before || pass == MOST_PASSES) {
                return found;
            }
        }
    }

    /// The notes that have to do with any of these ids; adds the ids that lead on from there.
    private Found notes(Set<String> ids) throws IOException {
        var notes = new ArrayList<Note>();
        var more = new boolean[1];
        var asked = Set.copyOf(ids);
        var quoted = asked.stream().map(JourneyReader::quoted).toList();
        scan(
                line -> quoted.size() > FEW || quoted.stream().anyMatch(line::contains),
                note -> {
                    if (asked.contains(note.id())
                            || asked.contains(note.flow())
                            || asked.contains(note.detail("replyId"))) {
                        more[0] |= notes.size() == MOST_NOTES;
                        if (!more[0]) {
                            notes.add(note);
                            ids.add(note.flow());
                            ids.add(note.detail("replyId"));
                            ids.remove("");
                        }
                    }
                });
        return new Found(notes, more[0]);
    }

    /// The latest that match, oldest first.
    public List<Note> events(EventQuery query) throws IOException {
        var found = new ArrayDeque<Note>();
        var files = Segments.files(folder).reversed();
        for (var file : files) {
            if (found.size() >= query.limit()) {
                break;
            }
            var here = new ArrayDeque<Note>();
            var violations = new Violations();
            lines(
                    file,
                    line ->
                            line.contains(VIOLATED)
                                    || (NoteJson.number(line) > query.after()
                                            && (line.contains(ACCEPTED) || line.contains(REFUSED))),
                    note -> {
                        var marked = violations.marked(note);
                        if (query.matches(marked)) {
                            here.add(marked);
                        }
                    });
            while (found.size() < query.limit() && !here.isEmpty()) {
                found.addFirst(here.removeLast());
            }
            if (Segments.first(file) <= query.after() + 1) {
                break;
            }
        }
        return List.copyOf(found);
    }

    /// 0 when there is none.
    long lastNumber() throws IOException {
        var last = new long[1];
        for (var file : Segments.files(folder).reversed()) {
            last[0] = Math.max(last[0], Segments.first(file) - 1);
            lines(file, _ -> true, note -> last[0] = Math.max(last[0], note.number()));
            if (last[0] >= Segments.first(file)) {
                break;
            }
        }
        return last[0];
    }

    private interface Taker {
        void take(Note note);
    }

    private void scan(Predicate<String> worthReading, Taker taker) throws IOException {
        for (var file : Segments.files(folder)) {
            lines(file, worthReading, taker);
        }
    }

    private static void lines(Path file, Predicate<String> worthReading, Taker taker)
            throws IOException {
        Segments.lines(
                file,
                line -> {
                    if (worthReading.test(line)) {
                        NoteJson.readLine(line).ifPresent(taker::take);
                    }
                });
    }

    /// As it stands in a line.
    private static String quoted(String id) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(id)) + "\"";
    }
}
