package dev.tideway.knlocal.settings;

import dev.tideway.knlocal.settings.SettingsFile.Said;
import dev.tideway.knlocal.yaml.Near;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Puts the settings together: defaults, over them kn-local.yaml, over it the flags, over them the environment.
public final class SettingsReader {
    private static final String PREFIX = "KN_LOCAL_";
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "manifests", "broker-config/kafka,triggers",
                    "functions", "functions/*",
                    "namespace", "default",
                    "host", "127.0.0.1",
                    "port", "8080",
                    "control-port", "8090",
                    "state", ".kn-local",
                    "kafka-bootstrap-servers", "",
                    "loops-hops", "50",
                    "journeys-mib", "128");

    private final Path root;
    private final SettingsFile file;
    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final List<String> problems;

    private SettingsReader(Path root, Map<String, String> flags, Map<String, String> environment) {
        this.root = root;
        this.flags = flags;
        this.environment = environment;
        this.problems = new ArrayList<>();
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
                        paths("manifests"),
                        paths("functions").stream().filter(this::isFunction).toList(),
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
                        databases());
        refuseProblems();
        return settings;
    }

    private Map<String, Settings.Database> databases() {
        var databases = new LinkedHashMap<String, Settings.Database>();
        file.databases().forEach((secret, said) -> databases.put(secret, database(said)));
        return databases;
    }

    private Settings.Database database(SettingsFile.Database said) {
        var migrations = said.migrations().map(it -> existing(resolve(it.value(), it), it));
        return new Settings.Database(said.schema(), said.replication(), migrations);
    }

    private void refuseProblems() throws SettingsException {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private Path state() {
        var said = value("state");
        return resolve(said.value(), said);
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

    /// `folder/*` stands for all folders in it, in the order of their names.
    private List<Path> paths(String name) {
        var said = value(name);
        var paths = new ArrayList<Path>();
        for (var part : said.value().split(",", -1)) {
            var pattern = part.strip();
            if (pattern.endsWith("/*")) {
                paths.addAll(
                        folders(resolve(pattern.substring(0, pattern.length() - 2), said), said));
            } else if (!pattern.isEmpty()) {
                paths.add(existing(resolve(pattern, said), said));
            }
        }
        return paths;
    }

    private List<Path> folders(Path parent, Said said) {
        try (var entries = Files.list(existing(parent, said))) {
            return entries.filter(this::isFunction).sorted().toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private Path resolve(String path, Said said) {
        try {
            return root.resolve(path).normalize();
        } catch (InvalidPathException e) {
            problems.add(said.by() + " is not a path: " + e.getMessage());
            return root;
        }
    }

    private Path existing(Path path, Said said) {
        if (!Files.exists(path)) {
            problems.add(said.by() + " names " + root.relativize(path) + ", which is not there");
        }
        return path;
    }

    private boolean isFunction(Path folder) {
        return Files.isRegularFile(folder.resolve("func.yaml"));
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
