package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.check.Check;
import dev.tideway.knlocal.check.CheckJson;
import dev.tideway.knlocal.check.Rules;
import dev.tideway.knlocal.check.Sarif;
import dev.tideway.knlocal.domain.DomainReader;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.settings.SettingsException;
import dev.tideway.knlocal.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads functions, manifests, events/ and samples as they are declared, and says what does not fit together; nothing"
                    + " is run. Functions have to be compiled.",
            "Fails when there is a finding. One that is meant to be is allowed in kn-local.yaml, with a reason:",
            "  check: {allow: [{rule: unconsumed-type, about: <type>, reason: <why>}]}"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local check",
            "  kn-local check --rules",
            "  kn-local check --format sarif > check.sarif"
        })
final class CheckDomain implements Callable<Integer> {
    private final Io io;

    /// How findings are said.
    enum Format {
        human,
        json,
        sarif
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.human;

    @Option(names = "--rules", description = "List the rules, and check nothing.")
    private boolean rules;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The folder of kn-local.yaml (default: here).")
    private Path root = Path.of("");

    CheckDomain(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        if (rules) {
            var table = new Table("RULE", "SEVERITY", "WHY");
            Rules.ALL.forEach(it ->
                    table.add(
                            Table.Cell.of(it.id()),
                            Table.Cell.of(it.severity().toString()),
                            Table.Cell.of(it.why())));
            table.lines(io.screen().colours()).forEach(io.out()::println);
            return ExitCodes.DONE;
        }
        var check = check();
        switch (format) {
            case human -> new FindingLines(io).print(check);
            case json -> io.out().println(CheckJson.of(check));
            case sarif -> io.out().println(Sarif.of(check, KnLocalCommand.VERSION));
        }
        return check.isClean() && check.isWhole() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private Check check() throws CommandException {
        try {
            var settings = SettingsReader.read(root, Map.of(), io.environment());
            return Check.of(DomainReader.read(settings), settings.root().resolve(Settings.FILE));
        } catch (SettingsException e) {
            throw CommandException.misused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw CommandException.failed("the domain cannot be read: " + e);
        }
    }
}
