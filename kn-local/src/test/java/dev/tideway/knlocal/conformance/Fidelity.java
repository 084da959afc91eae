package dev.tideway.knlocal.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

            *same*: what the sentence says. **differs**: what stands beside it, and why. *The same; a test holds it*: outside of this suite, as that test
            needs more than HTTP and YAML. *Not tried*: nobody has tried it. *Not here*: it means nothing on a laptop.
            """;
    private static final String SAME = "The same";

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
                    ChannelsIT.class,
                    FlowsIT.class);

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
        long differing = sentences.stream().filter(it -> !it.here().isEmpty()).count();
        var untested = CHAPTERS.stream().mapToInt(it -> chapter(it).untested().length).sum();
        return "%d sentences are tried: %d the same, %d differing. %d more are not tried.\n"
                .formatted(sentences.size(), sentences.size() - differing, differing, untested);
    }

    private static String chapterOf(Class<?> type) {
        var chapter = chapter(type);
        var rows = new ArrayList<String>();
        sentences(type).forEach(it -> rows.add(row(it)));
        Arrays.stream(chapter.untested()).forEach(it -> rows.add(row(it)));
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

    private static String row(Chapter.Untested untested) {
        var here =
                untested.here().isEmpty()
                        ? "not here (" + untested.why() + ")"
                        : (untested.here().startsWith(SAME) ? "" : "**differs**, not tried: ")
                                + untested.here()
                                + " ("
                                + untested.why()
                                + ")";
        return "| %s | | %s |".formatted(cell(untested.sentence()), cell(here));
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
