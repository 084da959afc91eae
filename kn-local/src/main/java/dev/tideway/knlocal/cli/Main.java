package dev.tideway.knlocal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// `kn-local` on the command line.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        configureLogging();
        var io =
                new Io(
                        System.in,
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        Screen.ofThisJvm(),
                        System.getenv());
        System.exit(run(io, arguments));
    }

    /// Kafka and Vert.x have much to say that is not the user's concern.
    private static void configureLogging() {
        try (var levels = Main.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(levels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int run(Io io, String... arguments) {
        var line =
                new CommandLine(new KnLocalCommand())
                        .addSubcommand(new Up(io))
                        .addSubcommand(new Send(io))
                        .addSubcommand(new ShowStatus(io))
                        .addSubcommand(new ListEventTypes(io))
                        .addSubcommand(new RunSql(io))
                        .addSubcommand(new ListEvents(io))
                        .addSubcommand(new Trace(io))
                        .addSubcommand(DeadLetters.with(io))
                        .addSubcommand(FaultCommand.with(io))
                        .addSubcommand(new ReplayEvents(io))
                        .addSubcommand(new Reset(io))
                        .addSubcommand(new CheckDomain(io))
                        .addSubcommand(new WriteDocs(io))
                        .addSubcommand(new ShowDrift(io))
                        .addSubcommand(new WriteTriggers(io))
                        .addSubcommand(new WriteManifests(io))
                        .addSubcommand(new WritePolicies(io))
                        .addSubcommand(new MakeFunction(io))
                        .addSubcommand(new Deploy(io))
                        .addSubcommand(new Undeploy(io))
                        .addSubcommand(new OpenTunnel(io))
                        .addSubcommand(new Serve(io))
                        .addSubcommand(new Train(io))
                        .addSubcommand(new Play(io))
                        .addSubcommand(new CommandLine.HelpCommand());
        return line.setUsageHelpWidth(100)
                .setOut(io.out())
                .setErr(io.err())
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                io.screen().colours() ? Ansi.ON : Ansi.OFF))
                .setExecutionExceptionHandler(Main::explain)
                .execute(arguments);
    }

    private static int explain(
            Exception failure, CommandLine line, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof CommandException expected) {
            line.getErr().println(expected.getMessage());
            return expected.exitCode();
        }
        throw failure;
    }
}
