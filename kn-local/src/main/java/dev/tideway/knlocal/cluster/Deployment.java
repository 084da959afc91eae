package dev.tideway.knlocal.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Brings an overlay to the cluster. What it does twice comes to the same.
///
/// @param secrets the overlay's script that makes its Secrets, where it has one
/// @param progress a line for each step
public record Deployment(
        Kubectl kubectl, Overlay overlay, Optional<Path> secrets, Consumer<String> progress) {
    /// What `kubectl apply --server-side` owns fields under.
    private static final String FIELD_MANAGER = "tideway";

    /// Fails with all that the cluster lacks.
    public void check() throws ClusterException {
        var preflight = Preflight.look(kubectl, overlay, secrets.isPresent());
        preflight.found().forEach(found -> progress.accept("found    " + found));
        if (!preflight.problems().isEmpty()) {
            throw new ClusterException(
                    "nothing was touched, for\n  " + String.join("\n  ", preflight.problems()));
        }
    }

    /// Those that are there stay as they are.
    public void createSecrets() throws ClusterException {
        if (secrets.isPresent()) {
            var answer = kubectl.runBeside(secrets.get());
            answer.out().lines().forEach(line -> progress.accept("created  " + line));
            if (!answer.ok()) {
                throw new ClusterException(
                        "%s failed; a second run goes on from here. %s"
                                .formatted(secrets.get(), Complaint.of(answer.err())));
            }
        }
    }

    /// Tells the cluster what there should be.
    ///
    /// @param force takes over fields that somebody else has changed
    public void apply(boolean force) throws ClusterException {
        clearJobs();
        var answer =
                kubectl.run(
                        overlay.text(),
                        "apply",
                        "--server-side",
                        "--field-manager=" + FIELD_MANAGER,
                        "--force-conflicts=" + force,
                        "-f",
                        "-");
        answer.out().lines().forEach(line -> progress.accept("applied  " + applied(line)));
        if (!answer.ok()) {
            throw new ClusterException(
                    "not all was applied; a second run goes on from here\n  "
                            + Complaint.each(answer.err()));
        }
    }

    private static String applied(String line) {
        return line.replace(" serverside-applied", "");
    }

    /// A Job that has ended cannot be changed, only done again: a migration that has run has nothing to do the next time, and
    /// one that failed gets its second chance.
    private void clearJobs() throws ClusterException {
        for (var job : overlay.those(Resource::isJob)) {
            var present =
                    kubectl.json(
                            "",
                            "get",
                            "job",
                            job.name(),
                            "-n",
                            job.namespace(),
                            "--ignore-not-found",
                            "-o",
                            "json");
            if (present.isObject() && ended(new Resource(present))) {
                kubectl.text("", "delete", "job", job.name(), "-n", job.namespace(), "--wait=true");
            }
        }
    }

    private static boolean ended(Resource job) {
        return List.of("Complete", "Failed").stream()
                .map(job::condition)
                .anyMatch(condition ->
                        condition
                                .filter(it -> it.path("status").asText().equals("True"))
                                .isPresent());
    }

    public void await(Duration patience) throws ClusterException {
        new Rollout(kubectl, overlay, progress).await(patience);
    }
}
