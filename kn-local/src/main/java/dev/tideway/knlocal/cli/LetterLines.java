package dev.tideway.knlocal.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.knlocal.cli.Table.Cell;
import dev.tideway.knlocal.cli.Table.Colour;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// What the function `dead-letters` answers, for people. Reasons and events come from strangers: no control character of theirs
/// reaches the terminal.
final class LetterLines {
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int WIDEST = 80;

    private LetterLines() {}

    static List<String> list(JsonNode letters, boolean colours) {
        if (letters.isEmpty()) {
            return List.of("No such dead letter.");
        }
        var table =
                new Table(
                        "ID",
                        "CAME",
                        "TIMES",
                        "TYPE",
                        "EVENT",
                        "DESTINATION",
                        "CODE",
                        "STATE",
                        "REASON");
        for (var letter : letters) {
            table.add(
                    cell(letter, "id"),
                    Cell.of(time(letter, "lastAt")),
                    cell(letter, "times"),
                    cell(letter, "type"),
                    cell(letter, "eventId"),
                    cell(letter, "destination"),
                    cell(letter, "code"),
                    state(text(letter, "state")),
                    Cell.of(shortened(text(letter, "reason"))));
        }
        return table.lines(colours);
    }

    static List<String> one(JsonNode letter, boolean colours) {
        var lines = new ArrayList<String>();
        lines.add(
                "%s  %s  from %s"
                        .formatted(
                                text(letter, "type"),
                                text(letter, "eventId"),
                                text(letter, "source")));
        lines.add(
                "letter %s, %s, undelivered to %s"
                        .formatted(
                                text(letter, "id"),
                                text(letter, "state"),
                                text(letter, "destination")));
        lines.add("");
        var table = new Table("TIME", "WHAT", "CODE", "REDRIVE", "REASON");
        for (var step : letter.path("history")) {
            var redrive = text(step, "redrive");
            table.add(
                    Cell.of(time(step, "at")),
                    state(text(step, "what")),
                    cell(step, "code"),
                    Cell.of(redrive.equals("0") ? "" : redrive),
                    cell(step, "reason"));
        }
        lines.addAll(table.lines(colours));
        lines.add("");
        letter.path("event")
                .toPrettyString()
                .lines()
                .map(LetterLines::printable)
                .forEach(lines::add);
        return lines;
    }

    static List<String> redriven(JsonNode done, boolean colours) {
        var lines = new ArrayList<String>();
        var table = new Table("ID", "OUTCOME", "WHY");
        for (var letter : done.path("letters")) {
            table.add(cell(letter, "id"), state(text(letter, "outcome")), cell(letter, "why"));
        }
        if (!done.path("letters").isEmpty()) {
            lines.addAll(table.lines(colours));
            lines.add("");
        }
        var counts = new ArrayList<String>();
        counts.add(text(done, "redriven") + " redriven");
        for (var what : List.of("already", "failed", "unsure", "missing", "left")) {
            if (done.path(what).asLong() > 0) {
                counts.add(text(done, what) + " " + what);
            }
        }
        lines.add(String.join(", ", counts));
        return lines;
    }

    private static Cell cell(JsonNode node, String field) {
        return Cell.of(text(node, field));
    }

    private static Cell state(String word) {
        var colour =
                switch (word) {
                    case "redriven" -> Colour.GREEN;
                    case "waiting", "undelivered", "failed", "missing" -> Colour.RED;
                    case "unsure" -> Colour.YELLOW;
                    default -> Colour.FAINT;
                };
        return new Cell(word, colour);
    }

    private static String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isNull() ? "" : printable(value.asText());
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static String shortened(String text) {
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }

    private static String time(JsonNode node, String field) {
        var text = text(node, field);
        try {
            return DAY_AND_TIME.format(Instant.parse(text).atZone(ZoneId.systemDefault()));
        } catch (DateTimeException e) {
            return text;
        }
    }
}
