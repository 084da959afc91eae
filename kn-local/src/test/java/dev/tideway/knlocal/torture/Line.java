package dev.tideway.knlocal.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What an instance noted about an event before it answered.
///
/// @param status what it was about to answer; [#BURIED] when it took the event as the trigger's dead letter
/// @param pid the instance's
record Line(String trigger, int partition, long offset, String id, int status, long pid) {
    static final int BURIED = 299;

    static List<Line> read(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(Line::of).toList()
                : List.of();
    }

    private static Line of(String text) {
        var words = text.split(" ", -1);
        return new Line(
                words[0],
                Integer.parseInt(words[1]),
                Long.parseLong(words[2]),
                words[3],
                Integer.parseInt(words[4]),
                Long.parseLong(words[5]));
    }

    /// Nothing more has to be done about the event for the trigger.
    boolean finished() {
        return status < 300;
    }

    boolean buried() {
        return status == BURIED;
    }

    Place place() {
        return new Place(trigger, partition, offset);
    }

    @Override
    public String toString() {
        return String.join(" ", trigger, "" + partition, "" + offset, id, "" + status, "" + pid);
    }

    /// An event of the log, as one trigger sees it.
    record Place(String trigger, int partition, long offset) {}
}
