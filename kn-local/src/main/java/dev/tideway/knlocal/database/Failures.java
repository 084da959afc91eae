package dev.tideway.knlocal.database;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What PostgreSQL's programs print when they fail, in one line with the mend.
final class Failures {
    /// The gravest first. `initdb` writes in small letters, the server in capitals.
    private static final List<String> TELLING = List.of("PANIC:", "FATAL:", "error:", "ERROR:");

    private Failures() {}

    static DatabaseException ofInitdb(Path folder, String output) {
        return known("PostgreSQL's data cannot be made in " + folder, output)
                .orElseGet(() ->
                        new DatabaseException(
                                "PostgreSQL's data cannot be made in %s: %s"
                                        .formatted(folder, reason(output))));
    }

    /// @param output what the server printed since it was started
    static DatabaseException ofServer(Cluster cluster, int port, String output) {
        var what = "PostgreSQL does not start on " + cluster.data();
        if (output.contains("Address already in use")) {
            return new DatabaseException.Passing(
                    "PostgreSQL does not start: port %d on %s is taken: end what listens there, or name another port"
                            .formatted(port, Postgres.HOST));
        }
        if (output.contains("pre-existing shared memory block")) {
            return new DatabaseException.Passing(
                    what + ": processes of a killed server still use it: end them");
        }
        return known(what, output)
                .orElseGet(() ->
                        new DatabaseException(
                                "%s: %s (more in %s; `kn-local reset` starts afresh, without the data)"
                                        .formatted(what, reason(output), cluster.log())));
    }

    private static Optional<DatabaseException> known(String what, String output) {
        if (OrdinaryUser.refused(output)) {
            return Optional.of(OrdinaryUser.refusal(output));
        }
        if (output.contains("No space left on device")) {
            return Optional.of(
                    new DatabaseException(what + ": the disk is full (free some space)"));
        }
        return Optional.empty();
    }

    /// The gravest line without its time and process id, or all of it.
    private static String reason(String output) {
        return TELLING.stream()
                .flatMap(word -> first(output, line -> line.contains(word)).stream())
                .findFirst()
                .map(line -> line.replaceFirst("^.*?(?:PANIC|FATAL|error|ERROR): +", ""))
                .orElseGet(() -> output.isBlank() ? "it said nothing" : output)
                .strip()
                .replaceAll("\\s*\n\\s*", " ");
    }

    private static Optional<String> first(String output, Predicate<String> wanted) {
        return output.lines().filter(wanted).findFirst();
    }
}
