package dev.tideway.knlocal.cli;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where the function `dead-letters` is.
final class LetterOptions {
    private static final String HOST = "/@dead-letters.default.svc.cluster.local";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Ask at this address instead: a function on a cluster.")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The runner's port (default: what kn-local.yaml says, or 8080).")
    private Optional<String> port = Optional.empty();

    @Mixin private RunnerOptions runner = new RunnerOptions();

    DeadLettersClient client(Map<String, String> environment) throws CommandException {
        if (url.isPresent() && url.get().getHost() == null) {
            throw CommandException.misused("--url is not an address: " + url.get());
        }
        var address =
                url.isPresent()
                        ? url.get().toString().replaceFirst("/+$", "")
                        : runner.reach("port", port, environment).data(HOST).toString();
        return new DeadLettersClient(address);
    }

    /// Which letters.
    static final class Filters {
        @Option(
                names = "--reason",
                paramLabel = "WORDS",
                description = "Only letters whose reason holds these words.")
        private Optional<String> reason = Optional.empty();

        @Option(names = "--type", paramLabel = "TYPE", description = "Only of events of this type.")
        private Optional<String> type = Optional.empty();

        @Option(
                names = "--destination",
                paramLabel = "WORDS",
                description =
                        "Only undelivered where the address holds these words: a function's name.")
        private Optional<String> destination = Optional.empty();

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description =
                        "Only come since then: a time (2026-03-02T09:30:00Z), or how long ago (90s, 10m, 2h).")
        private Optional<String> from = Optional.empty();

        @Option(names = "--to", paramLabel = "TIME", description = "Only come before then.")
        private Optional<String> to = Optional.empty();

        /// By the names that the function has for them.
        Map<String, String> fields() throws CommandException {
            var fields = new LinkedHashMap<String, String>();
            reason.ifPresent(it -> fields.put("reason", it));
            type.ifPresent(it -> fields.put("type", it));
            destination.ifPresent(it -> fields.put("destination", it));
            if (from.isPresent()) {
                fields.put("from", Moment.of("--from", from.get()).toString());
            }
            if (to.isPresent()) {
                fields.put("to", Moment.of("--to", to.get()).toString());
            }
            return fields;
        }
    }
}
