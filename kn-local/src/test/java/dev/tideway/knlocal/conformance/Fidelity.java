package dev.tideway.knlocal.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// docs/fidelity.md, from what the chapters say of themselves. `make conformance` writes it once their tests have passed;
/// [FidelityTest] tells when it is stale.
final class Fidelity {
    private static final String HEAD =
            """
            # Where kn-local is like a cluster, and where it differs

            The promise is: what works here works on a cluster. This page is that promise, sentence by sentence. "Knative" means Serving and Eventing
            1.23 with the Kafka Broker 1.23; the sentences are those of its specifications, documentation and sources. Each is tried by a test, on each
            implementation it is named with, unless it says otherwise; `make conformance` runs them and writes this page. Against a real cluster the suite
            runs too, see [CONTRIBUTING.md](../CONTRIBUTING.md).

            *same*: the test has seen it here. *Same, held by …*: a test outside of this suite has, as it needs more than HTTP and YAML. **differs**: what
            kn-local does instead, and why. *Not here*: it means nothing on a laptop.
            """;
    private static final Map<Integer, List<Elsewhere>> ELSEWHERE = Elsewhere.all();

    /// In any order; the report has them by number.
    static final List<Class<?>> CHAPTERS =
            List.of(
                    IngressIT.class,
                    StorageIT.class,
                    FiltersIT.class,
                    DeliveryIT.class,
                    RepliesIT.class,
                    DeadLettersIT.class,
                    OrderingIT.class,
                    ServingIT.class,
                    ChannelsIT.class,
                    FlowsIT.class,
                    SourcesIT.class);

    private Fidelity() {}

    static String page() {
        var page = new StringBuilder(HEAD);
        page.append('\n').append(counts());
        CHAPTERS.stream()
                .sorted(Comparator.comparingInt(type -> chapter(type).number()))
                .forEach(type -> page.append(chapterOf(type)));
        return page.toString();
    }

    private static String counts() {
        var sentences = CHAPTERS.stream().flatMap(it -> sentences(it).stream()).toList();
        var elsewhere = ELSEWHERE.values().stream().flatMap(List::stream).toList();
        long differing =
                sentences.stream().filter(it -> !it.here().isEmpty()).count()
                        + elsewhere.stream().filter(it -> !it.here().isEmpty()).count();
        long held = elsewhere.stream().filter(it -> !it.test().isEmpty()).count();
        return "%d sentences: %d are tried by this suite, %d are held by other tests; %d differ, with their reasons.\n"
                .formatted(sentences.size() + elsewhere.size(), sentences.size(), held, differing);
    }

    private static String chapterOf(Class<?> type) {
        var chapter = chapter(type);
        var rows = new ArrayList<String>();
        sentences(type).forEach(it -> rows.add(row(it)));
        ELSEWHERE.getOrDefault(chapter.number(), List.of()).forEach(it -> rows.add(row(it)));
        return """

        ## %d. %s

        | Knative | on | here |
        | --- | --- | --- |
        %s
        """
                .formatted(chapter.number(), chapter.title(), String.join("\n", rows));
    }

    private static String row(Sentence sentence) {
        var here =
                sentence.here().isEmpty()
                        ? "same"
                        : "**differs**: " + sentence.here() + " (" + sentence.why() + ")";
        return "| %s | %s | %s |".formatted(cell(sentence.value()), on(sentence), cell(here));
    }

    private static String on(Sentence sentence) {
        return Arrays.stream(sentence.on())
                .map(Implementation::title)
                .collect(Collectors.joining(", "));
    }

    private static String row(Elsewhere row) {
        var reason = " (" + row.why() + ")";
        if (!row.test().isEmpty()) {
            var tests = "`" + row.test().replace(" ", "`, `") + "`";
            var note = row.note().isEmpty() ? "" : ". " + cell(row.note());
            return "| %s | | same, held by %s%s |".formatted(cell(row.knative()), tests, note);
        }
        return "| %s | | %s |"
                .formatted(
                        cell(row.knative()),
                        cell(
                                row.here().isEmpty()
                                        ? "not here" + reason
                                        : "**differs**: " + row.here() + reason));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    static Chapter chapter(Class<?> type) {
        return type.getAnnotation(Chapter.class);
    }

    /// In the order of their names, so that the page does not change with the compiler.
    static List<Sentence> sentences(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Sentence.class))
                .sorted(Comparator.comparing(method -> method.getName()))
                .map(method -> method.getAnnotation(Sentence.class))
                .toList();
    }
}
