package dev.tideway.knlocal.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends letters to the broker again, each at most once: those with these numbers, or all waiting ones that the options"
                    + " choose, 1000 at most and the oldest first.",
            "Exit code 1 when one of them was not sent, or nobody knows whether it was."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local dead-letters redrive 7 8 9",
            "  kn-local dead-letters redrive --reason 'connection refused' --from 2h --to 10m"
        })
final class RedriveLetters implements Callable<Integer> {
    private final Io io;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Letters' numbers.")
    private List<Long> ids = new ArrayList<>();

    @Mixin private LetterOptions.Filters filters = new LetterOptions.Filters();

    @Option(
            names = "--unsure",
            description =
                    "Not those that wait, but those of which nobody knows whether they were sent.")
    private boolean unsure;

    @Option(names = "--json", description = "As the function answers.")
    private boolean json;

    @Mixin private LetterOptions where = new LetterOptions();

    RedriveLetters(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        var request = request();
        try (var client = where.client(io.environment())) {
            var done = client.post("/dead-letters/redrive", request);
            if (json) {
                io.out().println(done.toPrettyString());
            } else {
                LetterLines.redriven(done, io.screen().colours()).forEach(io.out()::println);
            }
            return isWhole(done) ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }

    private ObjectNode request() throws CommandException {
        var request = JsonNodeFactory.instance.objectNode();
        var fields = filters.fields();
        if (ids.isEmpty() == fields.isEmpty()) {
            throw CommandException.misused(
                    "say which: numbers of letters, or at least one of --reason, --type, --destination, --from and --to");
        }
        if (!ids.isEmpty()) {
            var numbers = request.putArray("ids");
            ids.forEach(numbers::add);
        }
        fields.forEach(request::put);
        if (unsure) {
            request.put("state", "unsure");
        }
        return request;
    }

    private static boolean isWhole(JsonNode done) {
        return List.of("failed", "unsure", "missing", "left").stream()
                .allMatch(it -> done.path(it).asLong() == 0);
    }
}
