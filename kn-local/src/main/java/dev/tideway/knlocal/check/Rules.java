package dev.tideway.knlocal.check;

import dev.tideway.knlocal.manifest.Problem;
import java.util.List;
import java.util.stream.Stream;

/// Every rule there is, in the order in which `kn-local check --rules` lists them.
public final class Rules {
    private static final Rule UNREADABLE =
            new Rule(
                    "manifest",
                    Severity.ERROR,
                    "What cannot be read, or names a service, broker or sink that is not there, is not run.",
                    domain -> List.of());

    private static final Rule STALE =
            new Rule(
                    "stale-allowance",
                    Severity.WARNING,
                    "An exception that nothing needs hides the next finding of its kind.",
                    domain -> List.of());

    /// The rules.
    public static final List<Rule> ALL =
            Stream.of(
                            List.of(UNREADABLE),
                            WiringRules.ALL,
                            LoopRules.ALL,
                            OrderRules.ALL,
                            DeliveryRules.ALL,
                            ContractRules.ALL,
                            SchemaRules.ALL,
                            RecordRules.ALL,
                            ReleaseRules.ALL,
                            ContextRules.ALL,
                            DatabaseRules.ALL,
                            InfrastructureRules.ALL,
                            PodRules.ALL,
                            List.of(STALE))
                    .flatMap(List::stream)
                    .toList();

    private Rules() {}

    static Finding unreadable(Problem problem) {
        var what =
                problem.key().isEmpty()
                        ? problem.message()
                        : problem.key() + " " + problem.message();
        return new Finding(
                UNREADABLE,
                new Breach(
                        problem.place(), problem.place().file().toString(), what, problem.mend()));
    }

    static Finding stale(Allowed allowed) {
        return new Finding(
                STALE,
                new Breach(
                        allowed.place(),
                        allowed.about(),
                        "%s is allowed for %s, which does not break it"
                                .formatted(allowed.rule(), allowed.about()),
                        "take it out of check.allow"));
    }
}
