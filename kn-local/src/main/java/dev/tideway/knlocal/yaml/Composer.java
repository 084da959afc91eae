package dev.tideway.knlocal.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// Makes one document's tree. The tree is bounded with its aliases unfolded, so that whoever walks it is safe too; an
/// alias inside its own anchor cannot be.
final class Composer {
    private static final int MAX_DEPTH = 60;
    private static final int MAX_NODES = 100_000;
    private static final String MERGE = "<<";

    private final Iterator<Event> events;
    private final int firstLine;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int nodes;
    private boolean endless;
    private Documents.@Nullable Fault fault;

    private record Anchored(Node node, int size, int height) {}

    Composer(Iterator<Event> events, int firstLine) {
        this.events = events;
        this.firstLine = firstLine;
    }

    /// Reads to the end of the document, faulty or not, unless it is [#endless]. Empty when it is faulty, or holds
    /// nothing at all.
    Optional<Node> document() {
        try {
            var root = node(events.next(), 0);
            skipRest();
            return root instanceof Node.Scalar scalar && scalar.type() == Node.Type.NULL
                    ? Optional.empty()
                    : Optional.of(root);
        } catch (GivenUp e) {
            fault = new Documents.Fault(e.line, e.why);
            skipRest();
            return Optional.empty();
        }
    }

    /// What is too deep or too large is not worth the time to find its end.
    boolean endless() {
        return endless;
    }

    private void skipRest() {
        int depth = 0;
        while (!endless) {
            var event = events.next();
            switch (event.getEventId()) {
                case DocumentEnd -> {
                    return;
                }
                case SequenceStart, MappingStart -> depth++;
                case SequenceEnd, MappingEnd -> depth--;
                default -> {}
            }
            endless = depth > MAX_DEPTH;
        }
    }

    Optional<Documents.Fault> fault() {
        return Optional.ofNullable(fault);
    }

    private Node node(Event event, int depth) {
        count(1, depth, event);
        if (event instanceof AliasEvent alias) {
            return alias(alias, depth);
        }
        var before = nodes;
        var node =
                switch (event) {
                    case ScalarEvent scalar -> scalar(scalar);
                    case SequenceStartEvent _ -> sequence(event, depth);
                    case MappingStartEvent _ -> mapping(event, depth);
                    default -> throw new GivenUp(line(event), "not YAML: " + event.getEventId());
                };
        if (event instanceof NodeEvent named) {
            var anchored = new Anchored(node, nodes - before, node.height());
            named.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), anchored));
        }
        return node;
    }

    private void count(int more, int depth, Event event) {
        nodes += more;
        endless = nodes > MAX_NODES || depth > MAX_DEPTH;
        if (nodes > MAX_NODES) {
            throw new GivenUp(
                    line(event),
                    "more than " + MAX_NODES + " values in one document, its aliases unfolded");
        }
        if (depth > MAX_DEPTH) {
            throw new GivenUp(line(event), "nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private Node scalar(ScalarEvent scalar) {
        var tag = scalar.getTag().orElse("");
        var standard = tag.isEmpty() || tag.equals("!") || tag.startsWith("tag:yaml.org,2002:");
        if (!standard) {
            throw new GivenUp(line(scalar), "the tag " + tag + " is not understood here");
        }
        var plain = scalar.isPlain() && !tag.equals("!") && !tag.endsWith(":str");
        return new Node.Scalar(scalar.getValue(), plain, line(scalar));
    }

    private Node sequence(Event start, int depth) {
        var items = new ArrayList<Node>();
        for (var event = events.next();
                event.getEventId() != Event.ID.SequenceEnd;
                event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new Node.Sequence(List.copyOf(items), line(start));
    }

    private Node mapping(Event start, int depth) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        var merged = new ArrayList<Node>();
        for (var event = events.next();
                event.getEventId() != Event.ID.MappingEnd;
                event = events.next()) {
            var key = key(event, depth + 1);
            var value = node(events.next(), depth + 1);
            if (key.text().equals(MERGE) && key.plain()) {
                merged.add(value);
            } else if (entries.put(key.text(), new Node.Entry(line(event), value)) != null) {
                throw new GivenUp(line(event), "the key " + key.text() + " is given twice");
            }
        }
        merged.forEach(other -> merge(entries, other));
        return new Node.Mapping(Collections.unmodifiableMap(entries), line(start));
    }

    private Node.Scalar key(Event event, int depth) {
        if (node(event, depth) instanceof Node.Scalar key) {
            return key;
        }
        throw new GivenUp(
                line(event),
                "only text can be a key; put a value that starts with { or [ in quotes");
    }

    private static void merge(Map<String, Node.Entry> entries, Node other) {
        switch (other) {
            case Node.Mapping(var others, _) -> others.forEach(entries::putIfAbsent);
            case Node.Sequence(var items, _) -> items.forEach(item -> merge(entries, item));
            case Node.Scalar(_, _, var line) ->
                    throw new GivenUp(line, "<< wants a mapping to merge");
        }
    }

    private Node alias(AliasEvent alias, int depth) {
        var name = alias.getAlias().getValue();
        var anchored = anchors.get(name);
        if (anchored == null) {
            throw new GivenUp(line(alias), "*" + name + " names no anchor before it");
        }
        count(anchored.size(), depth + anchored.height(), alias);
        return anchored.node();
    }

    private int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + firstLine;
    }

    /// Ends the reading of a document, not of the text.
    private static final class GivenUp extends RuntimeException {
        private final int line;
        private final String why;

        GivenUp(int line, String why) {
            super(why, null, false, false);
            this.line = line;
            this.why = why;
        }
    }
}
