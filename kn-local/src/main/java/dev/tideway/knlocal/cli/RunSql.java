package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.cli.Table.Cell;
import dev.tideway.knlocal.database.DatabaseException;
import dev.tideway.knlocal.database.Session;
import dev.tideway.knlocal.settings.Settings;
import dev.tideway.knlocal.settings.SettingsException;
import dev.tideway.knlocal.settings.SettingsReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = {
            "Runs SQL in the database of the running runner, as the role that a Secret of kn-local.yaml stands for.",
            "A script is one transaction: all of it or nothing. Without FILE and -e it comes from standard input."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kn-local sql --secret catalogue-db-app -e 'select sku, price_cents from item'",
            "  kn-local sql --secret catalogue-db-app samples/catalogue.sql"
        })
final class RunSql implements Callable<Integer> {
    private final Io io;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The script.")
    private @Nullable Path file;

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "SQL",
            description = "The script itself.")
    private Optional<String> given = Optional.empty();

    @Option(
            names = "--secret",
            paramLabel = "NAME",
            description = "One of databases in kn-local.yaml (default: the only one).")
    private Optional<String> secret = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The runner's (default: what kn-local.yaml says, or .kn-local).")
    private Optional<String> state = Optional.empty();

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The folder of kn-local.yaml (default: here).")
    private Path root = Path.of("");

    RunSql(Io io) {
        this.io = io;
    }

    @Override
    public Integer call() throws CommandException {
        var settings = settings();
        var schema = schema(settings);
        var name = given.isPresent() ? "-e" : file == null ? "standard input" : file.toString();
        var script = script();
        try (var session = Session.open(settings.state().resolve("postgres"), schema)) {
            session.run(name, script, new Printed(io.out()));
            return ExitCodes.DONE;
        } catch (DatabaseException.NotRunning e) {
            throw CommandException.noRunner(String.valueOf(e.getMessage()));
        } catch (DatabaseException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()));
        }
    }

    private String schema(Settings settings) throws CommandException {
        var names = new TreeSet<>(settings.databases().keySet());
        var wanted =
                secret.or(() -> names.size() == 1 ? Optional.of(names.first()) : Optional.empty())
                        .orElseThrow(() ->
                                CommandException.misused("say which: --secret, one of " + names));
        return Optional.ofNullable(settings.databases().get(wanted))
                .map(Settings.Database::schema)
                .orElseThrow(() ->
                        CommandException.misused(
                                "--secret is %s, and kn-local.yaml has %s"
                                        .formatted(wanted, names)));
    }

    private String script() throws CommandException {
        if (given.isPresent()) {
            if (file != null) {
                throw CommandException.misused("give FILE or -e, not both");
            }
            return given.get();
        }
        try {
            return file == null
                    ? new String(io.in().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file);
        } catch (IOException e) {
            throw CommandException.failed(
                    (file == null ? "standard input" : file) + " cannot be read: " + e);
        }
    }

    private Settings settings() throws CommandException {
        var flags = new LinkedHashMap<String, String>();
        state.ifPresent(it -> flags.put("state", it));
        try {
            return SettingsReader.read(root, flags, io.environment());
        } catch (SettingsException e) {
            throw CommandException.misused(String.valueOf(e.getMessage()));
        }
    }

    /// Rows as a table, changes as their number.
    private record Printed(PrintWriter out) implements Session.Results {
        private static final String NULL = "-";

        @Override
        public void rows(ResultSet rows) throws SQLException {
            var columns = rows.getMetaData();
            var headings = new String[columns.getColumnCount()];
            for (int column = 0; column < headings.length; column++) {
                headings[column] = columns.getColumnLabel(column + 1);
            }
            var table = new Table(headings);
            while (rows.next()) {
                var cells = new Cell[headings.length];
                for (int column = 0; column < cells.length; column++) {
                    var value = rows.getString(column + 1);
                    cells[column] = Cell.of(value == null ? NULL : value);
                }
                table.add(cells);
            }
            table.lines(false).forEach(out::println);
        }

        @Override
        public void changed(int rows) {
            if (rows >= 0) {
                out.printf("%d %s%n", rows, rows == 1 ? "row" : "rows");
            }
        }
    }
}
