package dev.tideway.knlocal.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "[list | show | redrive]",
        description = {
            "What could not be delivered, as the function dead-letters keeps it: its list, one letter with its history, and sending"
                    + " letters again once the cause is gone. Alone, it lists those that wait."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local dead-letters",
            "  kn-local dead-letters show 7",
            "  kn-local dead-letters redrive 7 8 9",
            "  kn-local dead-letters redrive --reason 'connection refused' --from 2h"
        })
final class DeadLetters implements Callable<Integer> {
    private final Io io;

    @Mixin private LetterOptions where = new LetterOptions();

    DeadLetters(Io io) {
        this.io = io;
    }

    static CommandLine with(Io io) {
        return new CommandLine(new DeadLetters(io))
                .addSubcommand(new ListLetters(io))
                .addSubcommand(new ShowLetter(io))
                .addSubcommand(new RedriveLetters(io));
    }

    @Override
    public Integer call() throws CommandException {
        try (var client = where.client(io.environment())) {
            LetterLines.list(client.get("/dead-letters?state=waiting"), io.screen().colours())
                    .forEach(io.out()::println);
            return ExitCodes.DONE;
        }
    }
}
