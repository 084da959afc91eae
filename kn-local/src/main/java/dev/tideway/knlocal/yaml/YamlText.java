package dev.tideway.knlocal.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.serializer.Serializer;

/// Writes a tree of maps, lists, strings, numbers and booleans as the YAML that kubectl reads. A string that kubectl would
/// take for something else is put in quotes.
public final class YamlText {
    private static final DumpSettings SETTINGS =
            DumpSettings.builder()
                    .setIndent(2)
                    .setIndicatorIndent(2)
                    .setIndentWithIndicator(true)
                    .setWidth(Integer.MAX_VALUE)
                    .setSplitLines(false)
                    .build();

    private YamlText() {}

    /// One document, its end a line break.
    public static String of(Map<String, ?> tree) {
        var text = new Text();
        var serializer = new Serializer(SETTINGS, new Emitter(SETTINGS, text));
        serializer.emitStreamStart();
        serializer.serializeDocument(node(tree));
        serializer.emitStreamEnd();
        return text.toString();
    }

    private static org.snakeyaml.engine.v2.nodes.Node node(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                var tuples = new ArrayList<NodeTuple>();
                map.forEach((key, inner) -> tuples.add(new NodeTuple(node(key), node(inner))));
                yield new MappingNode(
                        Tag.MAP, tuples, map.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case List<?> list ->
                    new SequenceNode(
                            Tag.SEQ,
                            list.stream().map(YamlText::node).toList(),
                            list.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            case Boolean flag -> new ScalarNode(Tag.BOOL, flag.toString(), ScalarStyle.PLAIN);
            case Number number -> new ScalarNode(Tag.INT, number.toString(), ScalarStyle.PLAIN);
            default -> string(value.toString());
        };
    }

    private static ScalarNode string(String text) {
        if (text.contains("\n")) {
            return new ScalarNode(Tag.STR, text, ScalarStyle.LITERAL);
        }
        var plain = new Node.Scalar(text, true, 0).type() == Node.Type.STRING;
        return new ScalarNode(Tag.STR, text, plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }

    private static final class Text implements StreamDataWriter {
        private final StringBuilder written = new StringBuilder();

        @Override
        public void write(String text) {
            written.append(text);
        }

        @Override
        public void write(String text, int offset, int length) {
            written.append(text, offset, offset + length);
        }

        @Override
        public String toString() {
            return written.toString();
        }
    }
}
