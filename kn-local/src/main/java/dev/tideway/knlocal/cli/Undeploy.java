package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cluster.ClusterException;
import dev.tideway.knlocal.cluster.Removal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "undeploy",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Deletes the project's namespace, with all that is in it, from the cluster that kubectl points to.",
            "Refuses when it holds volumes with data, unless told to delete them too."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local undeploy",
            "  kn-local undeploy --context kind-knative --delete-data"
        })
final class Undeploy implements Callable<Integer> {
    private final Io io;

    @Mixin private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--delete-data", description = "Also the databases and the events.")
    private boolean deleteData;

    Undeploy(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        var namespace = cluster.namespace();
        try {
            var removal = new Removal(cluster.kubectl(io.environment()), namespace, deleteData);
            io.out()
                    .println(
                            removal.run()
                                    ? "namespace " + namespace + " is gone, and all that was in it"
                                    : "there is no namespace " + namespace);
            return ExitCodes.DONE;
        } catch (ClusterException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
    }
}
