package dev.tideway.knlocal.wiring;

import dev.tideway.knlocal.domain.Arrivals;
import dev.tideway.knlocal.domain.Code;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.Link;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a function's methods and one of its triggers differ.
///
/// @param trigger empty when the function has none
/// @param missing what methods take and nothing brings
/// @param superfluous types that no method takes
record Gap(Key function, Optional<Link> trigger, List<Need> missing, List<String> superfluous) {
    /// All of a function. What is missing goes to the trigger that has the function's name, or else to the first.
    static List<Gap> of(Domain domain, Key function, Code code) {
        var links = domain.linksTo(function);
        var triggers = links.stream().filter(it -> it.ref().kind().equals(Trigger.KIND)).toList();
        var missing =
                Need.of(code).stream()
                        .filter(it -> !isMet(domain, function, links, it))
                        .distinct()
                        .toList();
        var main =
                triggers.stream()
                        .filter(it -> it.ref().key().name().equals(function.name()))
                        .findFirst()
                        .or(() -> triggers.stream().findFirst());
        var gaps = new ArrayList<Gap>();
        if (main.isEmpty()) {
            gaps.add(new Gap(function, main, missing, List.of()));
        }
        for (var trigger : triggers) {
            var toAdd = main.filter(trigger::equals).isPresent() ? missing : List.<Need>of();
            gaps.add(new Gap(function, Optional.of(trigger), toAdd, superfluous(trigger, code)));
        }
        return gaps.stream()
                .filter(it -> !it.missing().isEmpty() || !it.superfluous().isEmpty())
                .toList();
    }

    /// What comes as a dead letter, or from a source without a broker, needs no trigger.
    private static boolean isMet(Domain domain, Key function, List<Link> links, Need wanted) {
        var carriers = links.stream().filter(it -> it.mayCarry(wanted.type())).toList();
        return carriers.isEmpty()
                ? new Arrivals(domain).mayReach(wanted.type(), function)
                : carriers.stream().anyMatch(it -> wanted.isMetBy(it.filter()));
    }

    private static List<String> superfluous(Link trigger, Code code) {
        return trigger.types().orElse(Set.of()).stream()
                .filter(it -> code.taking(it).isEmpty())
                .sorted()
                .toList();
    }
}
