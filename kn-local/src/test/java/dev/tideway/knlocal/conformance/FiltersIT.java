package dev.tideway.knlocal.conformance;

import static dev.tideway.knlocal.conformance.Event.event;
import static dev.tideway.knlocal.conformance.Implementation.KAFKA;
import static dev.tideway.knlocal.conformance.Implementation.MT;
import static dev.tideway.knlocal.conformance.World.awaitEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.conformance.Sentences.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@Chapter(number = 3, title = "Trigger filters")
class FiltersIT {
    private static final Map<String, String> FILTERS =
            Map.ofEntries(
                    Map.entry(
                            "both",
                            "filters: [{exact: {type: both}}]\n  filter: {attributes: {type: none}}"),
                    Map.entry(
                            "attributes", "filter: {attributes: {type: attributes, color: blue}}"),
                    Map.entry("empty", "filter: {attributes: {type: empty, color: ''}}"),
                    Map.entry("exact", "filters: [{exact: {type: exact, color: blue}}]"),
                    Map.entry("prefix", "filters: [{prefix: {type: prefix.a, color: b}}]"),
                    Map.entry("suffix", "filters: [{suffix: {type: .suffix, color: ue}}]"),
                    Map.entry("items", "filters: [{exact: {type: items}}, {exact: {color: blue}}]"),
                    Map.entry(
                            "all",
                            "filters: [{all: [{exact: {type: all}}, {prefix: {color: b}}]}]"),
                    Map.entry(
                            "any",
                            "filters: [{exact: {source: /any}}, {any: [{exact: {type: a}}, {exact: {type: b}}]}]"),
                    Map.entry(
                            "not",
                            "filters: [{exact: {source: /not}}, {not: {exact: {color: red}}}]"),
                    Map.entry(
                            "nested",
                            "filters: [{exact: {source: /nested}}, {not: {any: [{exact: {color: red}}, {not: {exact: {type: t}}}]}}]"),
                    Map.entry("sql", "filters: [{cesql: \"type = 'sql' AND color LIKE 'b%'\"}]"),
                    Map.entry(
                            "sql-error",
                            "filters: [{exact: {source: /sql}}, {cesql: 'weight + 1 > 2'}]"),
                    Map.entry("number", "filters: [{exact: {type: number, weight: '7'}}]"),
                    Map.entry(
                            "absent-subject",
                            "filters: [{exact: {source: /absent}}, {not: {prefix: {subject: a}}}]"),
                    Map.entry("everything", ""));

    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world =
                World.with(yaml ->
                        FILTERS.forEach((name, filter) -> {
                            yaml.ordered(KAFKA, name, filter, "");
                            yaml.ordered(MT, name, filter, "");
                        }));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Tried
    @Sentence(
            value = "A `filters` that is not empty counts, and `filter` is then ignored.",
            on = {KAFKA, MT})
    void filtersGoFirst(Implementation on) throws Exception {
        assertGets(on, "both", event("both"));
    }

    @Tried
    @Sentence(
            value = "Neither `filters` nor `filter`: every event matches.",
            on = {KAFKA, MT})
    void noFilter(Implementation on) throws Exception {
        assertGets(on, "everything", event("anything"));
    }

    @Tried
    @Sentence(
            value = "`filter.attributes`: every attribute equals its value, capitals and all.",
            on = {KAFKA, MT})
    void attributes(Implementation on) throws Exception {
        assertGets(
                on,
                "attributes",
                event("attributes").with("color", "blue"),
                event("attributes"),
                event("attributes").with("color", "Blue"),
                event("attribute").with("color", "blue"));
    }

    @Tried
    @Sentence(value = "`filter.attributes` with an empty value: the entry is ignored.", on = KAFKA)
    void emptyValueOnKafka(Implementation on) throws Exception {
        assertGets(on, "empty", event("empty"));
    }

    @Tried
    @Sentence(
            value =
                    "`filter.attributes` with an empty value: the attribute must be there and not be empty.",
            on = MT)
    void emptyValueOnMt(Implementation on) throws Exception {
        assertGets(on, "empty", event("empty").with("color", "any"), event("empty"));
    }

    @Tried
    @Sentence(
            value = "`exact`: every attribute equals its value.",
            on = {KAFKA, MT})
    void exact(Implementation on) throws Exception {
        assertGets(
                on,
                "exact",
                event("exact").with("color", "blue"),
                event("exact"),
                event("exact").with("color", "bluer"),
                event("Exact").with("color", "blue"));
    }

    @Tried
    @Sentence(
            value = "`prefix`: every attribute starts with its value.",
            on = {KAFKA, MT})
    void prefix(Implementation on) throws Exception {
        assertGets(
                on,
                "prefix",
                event("prefix.abc").with("color", "blue"),
                event("prefix.abc").with("color", "red"),
                event("prefix.abc"),
                event("prefix").with("color", "blue"));
    }

    @Tried
    @Sentence(
            value = "`suffix`: every attribute ends with its value.",
            on = {KAFKA, MT})
    void suffix(Implementation on) throws Exception {
        assertGets(
                on,
                "suffix",
                event("a.suffix").with("color", "blue"),
                event("a.suffix").with("color", "red"),
                event("a.suffix"),
                event("a.suffix.b").with("color", "blue"));
    }

    @Tried
    @Sentence(
            value = "The items of `filters` must all match.",
            on = {KAFKA, MT})
    void items(Implementation on) throws Exception {
        assertGets(
                on,
                "items",
                event("items").with("color", "blue"),
                event("items"),
                event("item").with("color", "blue"));
    }

    @Tried
    @Sentence(
            value = "`all` matches when each of its filters does.",
            on = {KAFKA, MT})
    void all(Implementation on) throws Exception {
        assertGets(
                on,
                "all",
                event("all").with("color", "blue"),
                event("all").with("color", "red"),
                event("most").with("color", "blue"));
    }

    @Tried
    @Sentence(
            value = "`any` matches when one of its filters does.",
            on = {KAFKA, MT})
    void any(Implementation on) throws Exception {
        assertGets(on, "any", event("b").with("source", "/any"), event("c").with("source", "/any"));
        assertGets(on, "any", event("a").with("source", "/any"));
    }

    @Tried
    @Sentence(
            value = "`not` matches when its filter does not, also for want of the attribute.",
            on = {KAFKA, MT})
    void not(Implementation on) throws Exception {
        assertGets(
                on,
                "not",
                event("t").with("source", "/not").with("color", "blue"),
                event("t").with("source", "/not").with("color", "red"));
        assertGets(on, "not", event("t").with("source", "/not"));
    }

    @Tried
    @Sentence(
            value = "Dialects nest to any depth.",
            on = {KAFKA, MT})
    void nested(Implementation on) throws Exception {
        assertGets(
                on,
                "nested",
                event("t").with("source", "/nested"),
                event("u").with("source", "/nested"),
                event("t").with("source", "/nested").with("color", "red"));
    }

    @Tried
    @Sentence(
            value = "`cesql`: a CloudEvents SQL expression that is true.",
            on = {KAFKA, MT})
    void sql(Implementation on) throws Exception {
        assertGets(
                on,
                "sql",
                event("sql").with("color", "blue"),
                event("sql").with("color", "red"),
                event("other"));
    }

    @Tried
    @Sentence(
            value =
                    "`cesql` that cannot be evaluated, as for want of an attribute, does not match.",
            on = {KAFKA, MT})
    void sqlError(Implementation on) throws Exception {
        assertGets(
                on,
                "sql-error",
                event("t").with("source", "/sql").with("weight", "7"),
                event("t").with("source", "/sql"),
                event("t").with("source", "/sql").with("weight", "heavy"));
    }

    @Tried
    @Sentence(
            value = "Values are compared as strings, also those of numbers.",
            on = {KAFKA, MT})
    void numbers(Implementation on) throws Exception {
        assertGets(
                on,
                "number",
                event("number").with("weight", "7"),
                event("number").with("weight", "7.0"));
    }

    @Tried
    @Sentence(
            value =
                    "`prefix` or `suffix` on an absent `subject` discards the event for that trigger, even under `not`.",
            on = KAFKA)
    void absentSubjectOnKafka(Implementation on) throws Exception {
        assertGets(
                on,
                "absent-subject",
                event("t").with("source", "/absent").with("subject", "b"),
                event("t").with("source", "/absent"));
    }

    @Tried
    @Sentence(value = "`prefix` or `suffix` on an absent `subject` does not match.", on = MT)
    void absentSubjectOnMt(Implementation on) throws Exception {
        assertGets(
                on,
                "absent-subject",
                event("t").with("source", "/absent"),
                event("t").with("source", "/absent").with("subject", "a"));
    }

    /// Sends what must not match before what must, on one partition key, so that it would have come before it.
    private static void assertGets(
            Implementation on, String trigger, Event wanted, Event... unwanted) throws Exception {
        var events = new ArrayList<>(List.of(unwanted));
        events.add(wanted);
        world.sendInOrder(on, events);

        var heard = awaitEvent(world.subscriber(on, trigger), wanted.id());
        var ids = heard.stream().map(request -> request.attribute("id")).toList();
        for (var event : unwanted) {
            assertThat(ids).as(event.toString()).doesNotContain(event.id());
        }
    }
}
