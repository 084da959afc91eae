package dev.tideway.knlocal.revision;

import dev.tideway.knlocal.manifest.Routing;
import dev.tideway.knlocal.manifest.Routing.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Where the requests of one function go, revision by revision: `spec.traffic` with the latest revision filled in, or with
/// those between which the requests for the latest one move.
///
/// @param latest what the targets have together that are the latest revision
/// @param tagged what a tag's address has that leads to the latest revision: there all requests move
record Traffic(Routing routing, GradualRollout latest, GradualRollout tagged) {
    private static final int ALL = 100;

    /// All that is for the latest revision to that one.
    static Traffic of(Routing routing, String latest) {
        var targets = routing.traffic().stream().filter(it -> it.revision().isEmpty()).toList();
        var percent = targets.stream().mapToInt(Target::percent).sum();
        var isTagged = targets.stream().anyMatch(it -> it.tag().isPresent());
        return new Traffic(
                routing,
                GradualRollout.over(latest, percent),
                GradualRollout.over(latest, isTagged ? ALL : 0));
    }

    /// On the way to a newer revision.
    Traffic to(String next, Duration duration, Instant now) {
        return new Traffic(routing, latest.to(next, duration, now), tagged.to(next, duration, now));
    }

    /// As it is at that time.
    Traffic at(Instant now) {
        return new Traffic(routing, latest.at(now), tagged.at(now));
    }

    /// When the next requests move; empty when none do.
    Optional<Instant> nextStep() {
        return Stream.of(latest, tagged)
                .flatMap(it -> it.steps().stream())
                .map(GradualRollout.Steps::next)
                .min(Instant::compareTo);
    }

    /// By revision, without those that have a tag alone.
    Map<String, Integer> percent() {
        var percent = new LinkedHashMap<String, Integer>();
        for (var target : routing.traffic()) {
            target.revision().ifPresent(it -> percent.merge(it, target.percent(), Integer::sum));
        }
        latest.shares().forEach(it -> percent.merge(it.revision(), it.percent(), Integer::sum));
        percent.values().removeIf(it -> it == 0);
        return percent;
    }

    /// The percentages of each tag's address, by revision.
    Map<String, Map<String, Integer>> tags() {
        var tags = new TreeMap<String, Map<String, Integer>>();
        for (var target : routing.traffic()) {
            target.tag().ifPresent(tag -> tags.put(tag, of(target)));
        }
        return tags;
    }

    private Map<String, Integer> of(Target target) {
        var percent = new LinkedHashMap<String, Integer>();
        target.revision()
                .ifPresentOrElse(
                        it -> percent.put(it, ALL),
                        () ->
                                tagged.shares()
                                        .forEach(it -> percent.put(it.revision(), it.percent())));
        return percent;
    }

    /// Those that an address leads to.
    Set<String> reachable() {
        var names = new TreeSet<>(percent().keySet());
        tags().values().forEach(it -> names.addAll(it.keySet()));
        return names;
    }

    List<String> tagsOf(String revision) {
        var own = new ArrayList<String>();
        tags().forEach((tag, percent) -> {
            if (percent.containsKey(revision)) {
                own.add(tag);
            }
        });
        return own;
    }
}
