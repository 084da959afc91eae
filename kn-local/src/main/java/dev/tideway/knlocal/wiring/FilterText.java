package dev.tideway.knlocal.wiring;

import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Changes the filter of one Trigger in a text line by line, and nothing else of it.
final class FilterText {
    /// Needs no quotes.
    private static final Pattern SIMPLE = Pattern.compile("[a-z][a-zA-Z0-9-]*(\\.[a-zA-Z0-9_-]+)+");

    private static final String STEP = "    ";

    private final TriggerDocument document;
    private final List<Filter> filters;
    private final List<Block> blocks;
    private final List<String> lines;

    private FilterText(
            TriggerDocument document,
            List<Filter> filters,
            List<Block> blocks,
            List<String> lines) {
        this.document = document;
        this.filters = filters;
        this.blocks = blocks;
        this.lines = lines;
    }

    /// Empty when the text is too unusual to be sure of the result.
    ///
    /// @param filter of the trigger, as it was read from the text
    /// @param superfluous types to take out
    static Optional<String> edit(
            String text, Key trigger, Filter filter, List<Need> missing, List<String> superfluous) {
        var before = Documents.parse(text);
        var document = TriggerDocument.find(before, trigger);
        if (document.isEmpty() || text.contains("\r")) {
            return Optional.empty();
        }
        var lines = List.of(text.split("\n", -1));
        var filters =
                document.get().alternatives().size() == 1
                        ? List.of(filter)
                        : Need.alternatives(filter);
        if (filters.size() != document.get().alternatives().size()) {
            return Optional.empty();
        }
        return Block.of(lines, document.get().alternatives())
                .map(blocks -> new FilterText(document.get(), filters, blocks, lines))
                .flatMap(it -> it.edit(before, missing, superfluous));
    }

    private Optional<String> edit(Documents before, List<Need> missing, List<String> superfluous) {
        var kept = new ArrayList<Integer>();
        for (int i = 0; i < filters.size(); i++) {
            var types = filters.get(i).types().orElse(Set.of());
            var gone = types.stream().filter(superfluous::contains).count();
            if (gone > 0 && gone < types.size()) {
                return Optional.empty();
            }
            if (gone == 0 && !isNarrowed(i, missing)) {
                kept.add(i);
            }
        }
        var count = kept.size() + missing.size();
        if (count == 0) {
            return Optional.empty();
        }
        var wrapped = !document.hasAny() && count > 1;
        var text = text(kept, missing, wrapped);
        var wanted = wanted(before, kept, missing, wrapped || document.hasAny());
        var after = Documents.parse(text);
        return after.faults().isEmpty() && Tree.of(after).equals(wanted)
                ? Optional.of(text)
                : Optional.empty();
    }

    /// Whether it is for the whole of a type of which methods want a part.
    private boolean isNarrowed(int alternative, List<Need> missing) {
        return plainType(alternative)
                .filter(type -> missing.stream().anyMatch(it -> it.type().equals(type)))
                .isPresent();
    }

    /// Its type, if it says nothing else.
    private Optional<String> plainType(int alternative) {
        return filters.get(alternative) instanceof Filter.Exact exact && exact.wanted().size() == 1
                ? exact.types().flatMap(it -> it.stream().findFirst())
                : Optional.empty();
    }

    private String text(List<Integer> kept, List<Need> missing, boolean wrapped) {
        var indent = " ".repeat(blocks.getFirst().indent());
        var inner = new ArrayList<String>();
        for (int i = 0; i < blocks.size(); i++) {
            if (kept.contains(i)) {
                inner.addAll(blocks.get(i).in(lines));
            }
            if (i + 1 < blocks.size()) {
                inner.addAll(lines.subList(blocks.get(i).end(), blocks.get(i + 1).start()));
            }
        }
        missing.forEach(it -> inner.addAll(added(it, indent)));
        var all = new ArrayList<>(lines.subList(0, blocks.getFirst().start()));
        if (wrapped) {
            all.add(indent + "- any:");
            inner.forEach(it -> all.add(it.isBlank() ? it : STEP + it));
        } else {
            all.addAll(inner);
        }
        all.addAll(lines.subList(blocks.getLast().end(), lines.size()));
        return String.join("\n", all);
    }

    /// As the others are written, if they are as simple.
    private List<String> added(Need wanted, String indent) {
        if (wanted.attributes().isEmpty() && SIMPLE.matcher(wanted.type()).matches()) {
            for (int i = blocks.size() - 1; i >= 0; i--) {
                var model = blocks.get(i).in(lines);
                var type = plainType(i);
                if (type.isPresent() && model.stream().noneMatch(it -> it.contains("#"))) {
                    return model.stream().map(it -> it.replace(type.get(), wanted.type())).toList();
                }
            }
        }
        var yaml = YamlText.of(Map.of("exact", wanted.exact())).lines().toList();
        return IntStream.range(0, yaml.size())
                .mapToObj(i -> indent + (i == 0 ? "- " : "  ") + yaml.get(i))
                .toList();
    }

    private List<Object> wanted(
            Documents before, List<Integer> kept, List<Need> missing, boolean any) {
        var alternatives = new ArrayList<Object>();
        kept.forEach(it -> alternatives.add(Tree.of(document.alternatives().get(it))));
        missing.forEach(it -> alternatives.add(Map.of("exact", it.exact())));
        var filters = any ? List.of(Map.of("any", alternatives)) : alternatives;
        return Tree.with(Tree.of(before), document.index(), filters);
    }
}
