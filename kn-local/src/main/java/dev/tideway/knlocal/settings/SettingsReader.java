package dev.tideway.knlocal.settings;

import dev.tideway.knlocal.settings.SettingsFile.Said;
import dev.tideway.knlocal.yaml.Near;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts the settings together: defaults, over them kn-local.yaml, over it the flags, over them the environment.
public final class SettingsReader {
    private static final String PREFIX = "KN_LOCAL_";
    private static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("manifests", "broker-config/kafka,triggers"),
                    Map.entry("functions", "functions/*"),
                    Map.entry("events", ""),
                    Map.entry("strict", "false"),
                    Map.entry("namespace", "default"),
                    Map.entry("host", "127.0.0.1"),
                    Map.entry("port", "8080"),
                    Map.entry("control-port", "8090"),
                    Map.entry("state", ".kn-local"),
                    Map.entry("kafka-bootstrap-servers", ""),
                    Map.entry("loops-hops", "50"),
                    Map.entry("journeys-mib", "128"));

    private final Path root;
    private final SettingsFile file;
    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final List<String> problems;
    private final Paths paths;

    private SettingsReader(Path root, Map<String, String> flags, Map<String, String> environment) {
        this.root = root;
        this.flags = flags;
        this.environment = environment;
        this.problems = new ArrayList<>();
        this.paths = new Paths(root, problems);
        this.file = SettingsFile.read(root.resolve(Settings.FILE), problems);
    }

    /// Reads and checks everything.
    ///
    /// @param root where kn-local.yaml is, if there is one; relative paths start here
    /// @param flags by setting name, without dashes in front; lists separated by commas
    /// @param environment the process's own; `KN_LOCAL_CONTROL_PORT` is the setting `control-port`
    /// @throws SettingsException with everything that is wrong, each in its line
    public static Settings read(
            Path root, Map<String, String> flags, Map<String, String> environment)
            throws SettingsException {
        return new SettingsReader(root.toAbsolutePath().normalize(), flags, environment).read();
    }

    /// Only what it takes to find a runner: for commands that are given anywhere, with no manifests near.
    ///
    /// @throws SettingsException with everything that is wrong, each in its line
    public static Reach reach(Path root, Map<String, String> flags, Map<String, String> environment)
            throws SettingsException {
        var reader = new SettingsReader(root.toAbsolutePath().normalize(), flags, environment);
        var reach =
                new Reach(
                        reader.value("host").value(),
                        reader.port("port"),
                        reader.port("control-port"),
                        reader.state());
        reader.refuseProblems();
        return reach;
    }

    private Settings read() throws SettingsException {
        checkEnvironment();
        var settings =
                new Settings(
                        root,
                        paths.of(value("manifests")),
                        paths.of(value("functions")).stream().filter(Paths::isFunction).toList(),
                        events(),
                        flag("strict"),
                        file.commands(),
                        value("namespace").value(),
                        value("host").value(),
                        port("port"),
                        port("control-port"),
                        state(),
                        Optional.of(value("kafka-bootstrap-servers").value())
                                .filter(servers -> !servers.isBlank()),
                        number("loops-hops", 1, 1_000_000, "a number of hops: 1 to 1000000"),
                        number("journeys-mib", 0, 1_000_000, "MiB: 0 (none) to 1000000"),
                        databases(),
                        new TracingReader(file, environment, problems).read());
        refuseProblems();
        return settings;
    }

    private Map<String, Settings.Database> databases() {
        var databases = new LinkedHashMap<String, Settings.Database>();
        file.databases().forEach((secret, said) -> databases.put(secret, database(said)));
        return databases;
    }

    private Settings.Database database(SettingsFile.Database said) {
        var migrations =
                said.migrations().map(it -> paths.existing(paths.resolve(it.value(), it), it));
        return new Settings.Database(said.schema(), said.replication(), migrations);
    }

    private void refuseProblems() throws SettingsException {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /// What is named, or `events` where it is there.
    private List<Path> events() {
        var usual = root.resolve("events");
        return value("events").value().isBlank()
                ? Stream.of(usual).filter(Files::isDirectory).toList()
                : paths.foldersOf(value("events"));
    }

    private boolean flag(String name) {
        var said = value(name);
        if (!List.of("true", "false").contains(said.value())) {
            problems.add(said.by() + " is " + said.value() + ", wanted true or false");
        }
        return said.value().equals("true");
    }

    private Path state() {
        var said = value("state");
        return paths.resolve(said.value(), said);
    }

    private Said value(String name) {
        var variable = PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
        if (environment.containsKey(variable)) {
            return new Said(String.valueOf(environment.get(variable)), variable);
        }
        if (flags.containsKey(name)) {
            return new Said(String.valueOf(flags.get(name)), "--" + name);
        }
        return file.value(name)
                .orElseGet(() ->
                        new Said(String.valueOf(DEFAULTS.get(name)), "the default of " + name));
    }

    private int port(String name) {
        return number(name, 0, 65535, "a port: 1 to 65535, or 0 for any free one");
    }

    private int number(String name, int least, int most, String wanted) {
        var said = value(name);
        var number = said.number();
        if (number.isEmpty() || number.getAsInt() < least || number.getAsInt() > most) {
            problems.add(said.by() + " is " + said.value() + ", wanted " + wanted);
        }
        return number.orElse(least);
    }

    private void checkEnvironment() {
        var known =
                DEFAULTS.keySet().stream()
                        .map(name -> PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_'))
                        .toList();
        environment.keySet().stream()
                .filter(variable -> variable.startsWith(PREFIX) && !known.contains(variable))
                .forEach(variable ->
                        problems.add(variable + " is no setting; " + Near.meant(variable, known)));
    }
}
