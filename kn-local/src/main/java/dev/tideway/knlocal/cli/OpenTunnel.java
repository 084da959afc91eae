package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cluster.ClusterException;
import dev.tideway.knlocal.cluster.Tunnel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "tunnel",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a command from which curl reaches the broker and the functions on the cluster, under their names there.",
            "It gets BROKER_URL, ORDERS_URL, FORECASTS_URL, SALES_URL, DEAD_LETTERS_URL, FUNCTIONS_DOMAIN and a CURL_HOME that leads"
                    + " curl through kubectl port-forward. Ends as the command ends."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local tunnel samples/try",
            "  kn-local tunnel --context kind-knative -- sh -c 'curl $ORDERS_URL/orders/o-1001'"
        })
final class OpenTunnel implements Callable<Integer> {
    private final Io io;

    @Mixin private ClusterOptions cluster = new ClusterOptions();

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "With its arguments.")
    private List<String> command = List.of();

    OpenTunnel(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (var tunnel = Tunnel.open(cluster.kubectl(io.environment()), cluster.namespace())) {
            return run(tunnel.environment());
        } catch (ClusterException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CommandException.failed(
                    "%s cannot be run: %s".formatted(command.getFirst(), e.getMessage()));
        }
    }

    private int run(Map<String, String> addresses) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(io.environment());
        builder.environment().putAll(addresses);
        return builder.start().waitFor();
    }
}
