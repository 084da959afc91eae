package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.wiring.Change;
import dev.tideway.knlocal.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "triggers",
        mixinStandardHelpOptions = true,
        description = {
            "Says where the triggers and the methods of compiled functions differ, and fails if they do: a type that a method"
                    + " takes and no trigger brings, or one that a trigger brings and no method takes.",
            "What was written by hand stays: names, brokers, delivery, order, comments, further conditions. A type that"
                    + " comes as a dead letter needs no trigger."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local triggers           # changes nothing",
            "  kn-local triggers --write   # mends triggers/, and makes a trigger for a function without one"
        })
final class WriteTriggers implements Callable<Integer> {
    private final Io io;

    @Mixin private final DomainOptions options = new DomainOptions();

    @Option(names = "--write", description = "Mend what differs; all of it or nothing.")
    private boolean write;

    WriteTriggers(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        var domain = options.domain(io);
        try {
            var wiring = Wiring.of(domain);
            say(wiring);
            if (wiring.isRight()) {
                var whole = wiring.unbuilt().isEmpty();
                io.out()
                        .println(
                                "every method %shas what it takes: nothing to do"
                                        .formatted(whole ? "" : "that is compiled "));
                return whole ? ExitCodes.DONE : ExitCodes.FAILED;
            }
            return write ? write(wiring, domain.root()) : refuse(wiring);
        } catch (IOException e) {
            throw CommandException.failed("the triggers cannot be read or written: " + e);
        }
    }

    private void say(Wiring wiring) {
        wiring.unbuilt()
                .forEach(it ->
                        io.err()
                                .println(
                                        "function %s is not compiled: what it takes is not known; make build"
                                                .formatted(it)));
        wiring.untouched()
                .forEach(it ->
                        io.out()
                                .println(
                                        "%s takes any type (*): which ones it gets is for you to say"
                                                .formatted(it)));
        wiring.changes().forEach(this::say);
    }

    private void say(Change change) {
        io.out().println(change);
        change.byHand().ifPresent(it -> io.out().println("    by hand: " + it));
    }

    private int write(Wiring wiring, Path root) throws CommandException, IOException {
        if (!wiring.isSafe()) {
            throw CommandException.failed(
                    "nothing was written: a filter is too unusual to be changed safely; do what is said under \"by hand\" first");
        }
        wiring.write(root);
        wiring.files().keySet().stream().sorted().forEach(it -> io.out().println("wrote    " + it));
        return ExitCodes.DONE;
    }

    private int refuse(Wiring wiring) throws CommandException {
        throw CommandException.failed(
                "%d to mend; %s"
                        .formatted(
                                wiring.changes().size(),
                                wiring.isSafe()
                                        ? "kn-local triggers --write does it"
                                        : "do what is said under \"by hand\", then kn-local triggers --write"));
    }
}
