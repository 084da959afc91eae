package dev.tideway.flowtest;

import dev.tideway.knlocal.event.Event;
import dev.tideway.knlocal.journey.Step;
import dev.tideway.knlocal.manifest.ObjectRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whether a flow is at rest: each of its events has been finished by every trigger and subscription that wants it, and nothing
/// that any of them caused is still to be finished. An event is taken in before the step that caused it counts as done, so
/// that there is no moment between the two. Pure.
final class Rest {
    private final List<Way> ways;
    private final Map<Errand, Integer> owed = new LinkedHashMap<>();
    private final Map<Errand, String> tried = new LinkedHashMap<>();

    private record Errand(ObjectRef egress, String source, String id, String type) {
        static Errand of(ObjectRef egress, Event event) {
            return new Errand(egress, event.source(), event.id(), event.type());
        }
    }

    private Rest(List<Way> ways) {
        this.ways = ways;
    }

    /// What is not finished, in words; nothing when the flow is at rest.
    ///
    /// @param steps the flow's
    static List<String> unfinished(List<Step> steps, List<Way> ways) {
        var rest = new Rest(ways);
        steps.forEach(rest::take);
        return rest.words();
    }

    private void take(Step step) {
        switch (step) {
            case Step.Accepted it -> accept(it.ingress(), it.event());
            case Step.Disturbed it -> {
                if (it.twice()) {
                    owe(1, Errand.of(it.egress(), it.event()));
                }
            }
            case Step.Retrying it ->
                    tried.put(
                            Errand.of(it.egress(), it.event()),
                            "attempt %d failed: %s".formatted(it.attempt(), it.why()));
            case Step.Delivered it -> owe(-1, Errand.of(it.egress(), it.event()));
            case Step.DeadLettered it -> owe(-1, Errand.of(it.egress(), it.event()));
            case Step.Lost it -> owe(-1, Errand.of(it.egress(), it.event()));
            case Step.Held _, Step.Refused _, Step.Violated _, Step.Replayed _ -> {}
        }
    }

    private void accept(ObjectRef ingress, Event event) {
        for (var way : ways) {
            if (way.from().equals(ingress) && way.filter().matches(event)) {
                owe(1, Errand.of(way.egress(), event));
            }
        }
    }

    private void owe(int more, Errand errand) {
        owed.merge(errand, more, Integer::sum);
    }

    private List<String> words() {
        var words = new ArrayList<String>();
        owed.forEach((errand, times) -> {
            if (times > 0) {
                var why = tried.get(errand);
                words.add(
                        "%s has not finished %s %s%s"
                                .formatted(
                                        errand.egress(),
                                        errand.type(),
                                        errand.id(),
                                        why == null ? "" : ", " + why));
            }
        });
        return words;
    }
}
