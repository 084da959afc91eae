package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.state.StateException;
import dev.tideway.knlocal.state.StateFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = {
            "Empties the state folder: events, databases, logs, caches.",
            "Asks first. Refuses while a runner uses the folder, and when kn-local did not make it."
        })
final class Reset implements Callable<Integer> {
    private final Io io;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The folder (default: what kn-local.yaml says, or .kn-local).")
    private Optional<String> state = Optional.empty();

    @Mixin private RunnerOptions runner = new RunnerOptions();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    Reset(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        var folder = runner.reach("state", state, io.environment()).state();
        if (!Files.exists(folder)) {
            io.out().println("nothing to do: there is no " + folder);
            return ExitCodes.DONE;
        }
        if (!yes && !agreed(folder)) {
            throw CommandException.failed("nothing was deleted");
        }
        try {
            StateFolder.empty(folder);
        } catch (StateException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
        io.out().println("emptied " + folder);
        return ExitCodes.DONE;
    }

    private boolean agreed(Path folder) throws IOException {
        io.out().printf("This deletes all events, databases and logs in %s. Go on? [y/N] ", folder);
        io.out().flush();
        var in = new BufferedReader(new InputStreamReader(io.in(), StandardCharsets.UTF_8));
        var answer = in.readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
