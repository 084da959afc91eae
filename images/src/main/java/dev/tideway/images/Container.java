package dev.tideway.images;

import dev.tideway.knlocal.process.ChildProcess;
import dev.tideway.knlocal.process.Launch;
import dev.tideway.knlocal.process.LaunchException;
import dev.tideway.knlocal.process.Leash;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs an unpacked image as a node does, as far as this machine and user allow: its own root, read-only, its own
/// processes, its own user, no more environment than it is given. The network stays this machine's. First it is created,
/// then its entry point is started, as a container's runtime does it.
public final class Container {
    /// Arguments: gate, root folder, working folder, user and group or `-`, then the entry point. PATH is for the script
    /// alone. What a node mounts in every container: `/proc` and a few devices.
    private static final String ENCLOSED =
            """
            set -e
            PATH=/usr/sbin:/usr/bin:/sbin:/bin
            gate=$1; root=$2; work=$3; user=$4; shift 4
            mount --bind "$root" "$root"
            mount -t proc proc "$root/proc"
            for device in null zero random urandom; do mount --bind /dev/$device "$root/dev/$device"; done
            mount -o remount,bind,ro "$root"
            echo created
            read _ <"$gate"
            if [ "$user" = - ]; then exec unshare --root="$root" --wd="$work" "$@"; fi
            exec setpriv --clear-groups --no-new-privs unshare --root="$root" --wd="$work" --setuid="${user%:*}" --setgid="${user#*:}" "$@"
            """;

    private static final String OPEN =
            """
            gate=$1; shift
            echo created
            read _ <"$gate"
            exec "$@"
            """;

    private static final String CREATED = "created\n";

    private static final List<String> OWN_SPACE =
            List.of("--mount", "--pid", "--fork", "--kill-child");

    private final Archive image;
    private final Leash leash;

    public Container(Archive image, Leash leash) throws IOException {
        this.image = image;
        this.leash = leash;
        Files.createDirectories(image.root().resolve("proc"));
        var devices = Files.createDirectories(image.root().resolve("dev"));
        for (var device : List.of("null", "zero", "random", "urandom")) {
            if (!Files.exists(devices.resolve(device))) {
                Files.createFile(devices.resolve(device));
            }
        }
    }

    /// Whose entry point waits to be started.
    public record Created(ChildProcess child, Path gate) {
        public ChildProcess start() throws IOException {
            // Written and read: to open it for writing alone would wait for a reader that may be
            // dead.
            try (var file = new RandomAccessFile(gate.toFile(), "rw")) {
                file.write('\n');
            }
            return child;
        }
    }

    /// Returns once all is there but the process.
    ///
    /// @param given what its Service gives it, over the image's own
    /// @param log takes its output
    public Created create(Map<String, String> given, Path log)
            throws LaunchException, IOException, InterruptedException {
        var gate = log.resolveSibling(log.getFileName() + ".gate");
        Files.deleteIfExists(gate);
        Files.deleteIfExists(log);
        var fifo = new ProcessBuilder("mkfifo", "-m", "600", gate.toString()).inheritIO().start();
        if (fifo.waitFor() != 0) {
            throw new IOException("mkfifo cannot make " + gate);
        }
        var child = leash.start(Launch.of(command(gate), directory(), environment(given), log));
        while (!Files.exists(log) || Files.size(log) < CREATED.length()) {
            if (!child.alive()) {
                throw new IOException("the container cannot be made: " + Files.readString(log));
            }
            Thread.sleep(2);
        }
        return new Created(child, gate);
    }

    private Map<String, String> environment(Map<String, String> given) {
        var environment = new HashMap<String, String>();
        for (var variable : image.config().environment()) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        environment.putAll(given);
        return environment;
    }

    private Path directory() {
        return image.root().resolve(image.config().directory().substring(1));
    }

    private List<String> command(Path gate) throws IOException, InterruptedException {
        if (allows(List.of())) {
            return enclosed(List.of(), gate, image.config().user());
        }
        var asRoot = List.of("--user", "--map-root-user");
        return allows(asRoot) ? enclosed(asRoot, gate, "-") : open(gate);
    }

    private static boolean allows(List<String> options) throws IOException, InterruptedException {
        var probe = new ArrayList<>(List.of("/usr/bin/unshare"));
        probe.addAll(options);
        probe.addAll(OWN_SPACE);
        probe.add("/bin/true");
        return new ProcessBuilder(probe)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private List<String> enclosed(List<String> options, Path gate, String user) {
        var command = new ArrayList<>(List.of("/usr/bin/unshare"));
        command.addAll(options);
        command.addAll(OWN_SPACE);
        command.addAll(List.of("/bin/sh", "-c", ENCLOSED, "container", gate.toString()));
        command.addAll(List.of(image.root().toString(), image.config().directory(), user));
        command.addAll(image.config().entrypoint());
        return command;
    }

    /// Where no name space can be had: the same files, but this machine's C library.
    private List<String> open(Path gate) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", OPEN, "container", gate.toString()));
        image.config().entrypoint().stream()
                .map(word -> word.replaceFirst("^(-XX:AOTCache=)?(?=/)", "$1" + image.root()))
                .forEach(command::add);
        return command;
    }
}
