package dev.tideway.knlocal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class NoteJsonTest {
    @Property
    void a_note_is_one_line_and_the_same_when_it_is_read_again(
            @ForAll @LongRange(min = 1) long number,
            @ForAll Note.Kind kind,
            @ForAll String id,
            @ForAll String why)
            throws IOException {
        var note = note(number, kind, id, why);
        var line = line(note);
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(NoteJson.readLine(line)).contains(note);
    }

    @Property(tries = 200)
    void a_line_that_was_cut_off_is_none(@ForAll @LongRange(min = 1, max = 150) long bytes)
            throws IOException {
        var whole = line(note(1, Note.Kind.LOST, "id", "a reason that is longer than this test"));
        assertThat(NoteJson.readLine(whole.substring(0, (int) bytes))).isEmpty();
    }

    private static Note note(long number, Note.Kind kind, String id, String why) {
        return new Note(
                number,
                Instant.parse("2026-03-02T09:30:00.123456Z"),
                kind,
                "trigger default/orders",
                id,
                "/test",
                "t",
                id,
                Map.of("why", why),
                Map.of("id", id));
    }

    private static String line(Note note) throws IOException {
        var bytes = new ByteArrayOutputStream();
        NoteJson.writeLine(note, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
