package dev.tideway.knlocal.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Prometheus' text format 0.0.4, read as strictly as its description says and no library of ours: a family's help and type
/// first, its samples together, no series twice, histograms whole.
public final class Scraped {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (.+)");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram)");
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")(?:\\{(.*)})? (-?[0-9.]+(?:E-?[0-9]+)?)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<Series, Double> values = new LinkedHashMap<>();
    private String family = "";

    /// What has a value.
    public record Series(String name, Map<String, String> labels) {
        public Series {
            labels = Map.copyOf(labels);
        }
    }

    private Scraped() {}

    /// Reads it.
    ///
    /// @throws IllegalArgumentException when it is not as it has to be; the message has the line
    public static Scraped of(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line has no end");
        }
        var scraped = new Scraped();
        text.lines().forEach(scraped::read);
        scraped.types.forEach((name, type) -> {
            if (type.equals("histogram")) {
                scraped.checkHistograms(name);
            }
        });
        return scraped;
    }

    public Map<String, String> types() {
        return types;
    }

    public List<Series> series() {
        return List.copyOf(values.keySet());
    }

    /// Of the one series with just these labels.
    ///
    /// @param labels name, value, name, value
    public double value(String name, String... labels) {
        var wanted = new TreeMap<String, String>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        var value = values.get(new Series(name, wanted));
        if (value == null) {
            throw new IllegalArgumentException("no " + name + wanted + " in " + values.keySet());
        }
        return value;
    }

    private void read(String line) {
        var help = HELP.matcher(line);
        var type = TYPE.matcher(line);
        var sample = SAMPLE.matcher(line);
        if (help.matches()) {
            expect(!types.containsKey(help.group(1)), "is described twice", line);
            family = help.group(1);
        } else if (type.matches()) {
            expect(type.group(1).equals(family), "has no help before it", line);
            expect(types.put(family, type.group(2)) == null, "has two types", line);
        } else {
            expect(sample.matches(), "is neither help nor type nor sample", line);
            sample(sample.group(1), sample.group(2), Double.parseDouble(sample.group(3)), line);
        }
    }

    private void sample(String name, String labels, double value, String line) {
        var type = types.getOrDefault(family, "none");
        expect(
                switch (type) {
                    case "histogram" -> name.matches(family + "_(bucket|sum|count)");
                    case "counter" -> name.equals(family) && name.endsWith("_total");
                    case "gauge" -> name.equals(family) && !name.endsWith("_total");
                    default -> false;
                },
                "is not a sample of the " + type + " " + family,
                line);
        expect(type.equals("gauge") || value >= 0, "is less than nothing", line);
        var series = new Series(name, labels(labels == null ? "" : labels, line));
        expect(values.put(series, value) == null, "is there twice", line);
    }

    private static Map<String, String> labels(String text, String line) {
        var labels = new TreeMap<String, String>();
        var label = LABEL.matcher(text);
        int at = 0;
        while (at < text.length()) {
            expect(label.find(at) && label.start() == at, "has labels that are none", line);
            var value =
                    label.group(2)
                            .replace("\\\\", "\0")
                            .replace("\\n", "\n")
                            .replace("\\\"", "\"")
                            .replace('\0', '\\');
            expect(labels.put(label.group(1), value) == null, "has a label twice", line);
            at = label.end();
        }
        return labels;
    }

    /// Buckets never shrink, and the last is the count.
    private void checkHistograms(String name) {
        var buckets = new LinkedHashMap<Map<String, String>, List<Double>>();
        values.forEach((series, value) -> {
            if (series.name().equals(name + "_bucket")) {
                var rest = new TreeMap<>(series.labels());
                var bound = rest.remove("le");
                expect(bound != null, "has no bound", series.toString());
                buckets.computeIfAbsent(rest, _ -> new ArrayList<>()).add(value);
            }
        });
        buckets.forEach((labels, counts) -> {
            expect(counts.stream().sorted().toList().equals(counts), "shrinks", name + labels);
            var last = new TreeMap<>(labels);
            last.put("le", "+Inf");
            var all = values.get(new Series(name + "_bucket", last));
            var count = values.get(new Series(name + "_count", labels));
            expect(all != null && all.equals(count), "does not add up", name + labels);
            expect(values.containsKey(new Series(name + "_sum", labels)), "has no sum", name);
        });
    }

    private static void expect(boolean right, String complaint, String where) {
        if (!right) {
            throw new IllegalArgumentException(complaint + ": " + where);
        }
    }
}
