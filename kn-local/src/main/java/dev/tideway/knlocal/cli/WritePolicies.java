package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.policy.Policies;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "policies",
        mixinStandardHelpOptions = true,
        description = {
            "Writes who may talk to whom on a cluster, from compiled functions, func.yamls, triggers and sources:"
                    + " NetworkPolicies into deploy/base, and EventPolicies into deploy/components/event-policies. A function"
                    + " reaches the databases whose Secrets it names, and the broker if a SinkBinding gives it K_SINK; who is bound"
                    + " sends the types that its code emits, and no other.",
            "Run it after a change to those. Who sends from outside is said by hand, in event-policies/outside.yaml."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local policies",
            "  kn-local policies --check   # writes nothing, and fails when a file is stale"
        })
final class WritePolicies implements Callable<Integer> {
    private final Io io;

    @Mixin private final DomainOptions options = new DomainOptions();

    @Option(
            names = "--check",
            description =
                    "Write nothing; name the files that are stale, and fail if there are any.")
    private boolean check;

    WritePolicies(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        var domain = options.domain(io);
        try {
            var generated = Policies.of(domain);
            var files = new GeneratedFiles(io, "kn-local policies");
            files.refuse(generated.problems());
            for (var type : Policies.shutOut(domain)) {
                io.err()
                        .println(
                                "%s comes from outside, and no EventPolicy lets it in; add one to %s"
                                        .formatted(type, Policies.OUTSIDE));
            }
            return check ? files.check(generated) : files.write(generated);
        } catch (IOException e) {
            throw CommandException.failed("the policies cannot be written: " + e);
        }
    }
}
