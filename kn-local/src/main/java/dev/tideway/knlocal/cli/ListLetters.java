package dev.tideway.knlocal.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "The dead letters, what came last first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local dead-letters list --destination payments --from 1h",
            "  kn-local dead-letters list --state waiting --json | jq '.[].reason'"
        })
final class ListLetters implements Callable<Integer> {
    private final Io io;

    @Mixin private LetterOptions.Filters filters = new LetterOptions.Filters();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only in this state: ${COMPLETION-CANDIDATES}.")
    private Optional<State> state = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "So many at most, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private String limit = "";

    @Option(names = "--json", description = "As the function answers.")
    private boolean json;

    @Mixin private LetterOptions where = new LetterOptions();

    /// In small letters, as they are typed.
    enum State {
        waiting,
        unsure,
        redriven
    }

    ListLetters(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        var query = new StringBuilder("/dead-letters?limit=" + RunnerReports.coded(limit));
        state.ifPresent(it -> query.append("&state=").append(it.name().toLowerCase(Locale.ROOT)));
        filters.fields()
                .forEach((name, value) ->
                        query.append('&')
                                .append(name)
                                .append('=')
                                .append(RunnerReports.coded(value)));
        try (var client = where.client(io.environment())) {
            var letters = client.get(query.toString());
            if (json) {
                io.out().println(letters.toPrettyString());
            } else {
                LetterLines.list(letters, io.screen().colours()).forEach(io.out()::println);
            }
            return ExitCodes.DONE;
        }
    }
}
