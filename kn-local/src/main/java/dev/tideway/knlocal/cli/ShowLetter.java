package dev.tideway.knlocal.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "One dead letter: why it is one, how often it came and was redriven, and the event.")
final class ShowLetter implements Callable<Integer> {
    private final Io io;

    @Parameters(paramLabel = "ID", description = "The letter's number, from the list.")
    private long id;

    @Option(names = "--json", description = "As the function answers.")
    private boolean json;

    @Mixin private LetterOptions where = new LetterOptions();

    ShowLetter(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        try (var client = where.client(io.environment())) {
            var letter = client.get("/dead-letters/" + id);
            if (json) {
                io.out().println(letter.toPrettyString());
            } else {
                LetterLines.one(letter, io.screen().colours()).forEach(io.out()::println);
            }
            return ExitCodes.DONE;
        }
    }
}
