package dev.tideway.knlocal.yaml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// What a YAML text holds. A faulty document is left out and reported; after broken
/// syntax, or one without measure, nothing more is read.
public record Documents(List<Node> nodes, List<Fault> faults) {
    /// What is wrong, in a line, and on which; lines count from 1.
    public record Fault(int line, String message) {}

    /// Never throws, whatever the text.
    public static Documents parse(String text) {
        return parse(text, 1);
    }

    /// The same for a text that is part of a file.
    ///
    /// @param firstLine the number of the text's first line, when it stands inside another file
    public static Documents parse(String text, int firstLine) {
        var nodes = new ArrayList<Node>();
        var faults = new ArrayList<Fault>();
        try {
            var events = new Parse(settings(text)).parseString(text).iterator();
            while (events.hasNext()) {
                if (events.next().getEventId() == Event.ID.DocumentStart) {
                    var composer = new Composer(events, firstLine);
                    try {
                        composer.document().ifPresent(nodes::add);
                    } finally {
                        composer.fault().ifPresent(faults::add);
                    }
                    if (composer.endless()) {
                        break;
                    }
                }
            }
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().or(e::getContextMark);
            var line = mark.map(Mark::getLine).orElse(0) + firstLine;
            faults.add(new Fault(line, "not YAML: " + oneLine(e.getProblem())));
        } catch (YamlEngineException e) {
            faults.add(new Fault(firstLine, "not YAML: " + oneLine(e.getMessage())));
        }
        return new Documents(nodes, faults);
    }

    /// Room for the whole text: the parser fails when a buffer ends between the halves of a surrogate pair.
    private static LoadSettings settings(String text) {
        return LoadSettings.builder().setBufferSize(text.length() + 2).build();
    }

    private static String oneLine(@Nullable String message) {
        var line = String.valueOf(message).lines().findFirst().orElse("");
        return OneLine.of(line);
    }
}
