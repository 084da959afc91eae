package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.KnLocal;
import dev.tideway.knlocal.manifest.Broker;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.ObjectRef;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.settings.Settings;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What `up` says when it starts and ends: what is wrong, what differs from a cluster, where to post and where to look.
final class Banner {
    private final Io io;
    private final Settings settings;
    private final Resources resources;

    Banner(Io io, Settings settings, Resources resources) {
        this.io = io;
        this.settings = settings;
        this.resources = resources;
    }

    void beforeStart() {
        io.out()
                .println(
                        "kn-local: Knative on this machine, for developing and testing, never for production");
        resources.problems().forEach(problem -> io.err().println("problem  " + problem));
        resources.notes().forEach(note -> io.out().println("note     " + note));
        resources.ignored().forEach(ignored -> io.out().println("ignored  " + ignored));
    }

    void ready(KnLocal runner, Duration took) {
        for (var broker : resources.brokers().values()) {
            say(
                    "broker",
                    "%s (%s)  POST http://localhost:%d/%s"
                            .formatted(
                                    broker.key(),
                                    description(broker),
                                    runner.dataPort(),
                                    broker.key()));
        }
        for (var channel : resources.channels().values()) {
            say(
                    "channel",
                    "%s (%s)  POST http://%s-kn-channel.%s.localhost:%d"
                            .formatted(
                                    channel.key(),
                                    channel.type().kind(),
                                    channel.key().name(),
                                    channel.key().namespace(),
                                    runner.dataPort()));
        }
        runner.kafka().ifPresent(servers -> say("kafka", servers));
        refs("sources", resources.sources().keySet());
        refs("sinks", resources.sinks().keySet());
        if (!settings.events().isEmpty()) {
            say("schemas", schemas());
        }
        say("triggers", names(resources.triggers().keySet()));
        say(
                "functions",
                "%s  http://<name>.%s.localhost:%d"
                        .formatted(
                                names(resources.functions().keySet()),
                                settings.namespace(),
                                runner.dataPort()));
        say(
                "look",
                "http://localhost:%d  kn-local status --watch, events --follow, trace ID"
                        .formatted(runner.controlPort()));
        say(
                "differs",
                "from a cluster: one Kafka node, functions start with their first event; docs/fidelity.md has all");
        say(
                "ready",
                String.format(
                        Locale.ROOT,
                        "after %.1f s; Ctrl-C stops everything",
                        took.toMillis() / 1000.0));
    }

    private void refs(String what, Set<ObjectRef> refs) {
        if (!refs.isEmpty()) {
            say(what, refs.stream().map(ObjectRef::toString).collect(Collectors.joining(", ")));
        }
    }

    private String description(Broker broker) {
        var partitions =
                broker.topic().map(topic -> ", " + topic.partitions() + " partitions").orElse("");
        var where =
                broker.topic().isPresent()
                        ? settings.bootstrapServers().map(" at "::concat).orElse(", embedded")
                        : ", in memory";
        return broker.brokerClass().annotation() + where + partitions;
    }

    private String schemas() {
        var folders =
                settings.events().stream()
                        .map(it -> settings.root().relativize(it).toString())
                        .collect(Collectors.joining(" "));
        return folders
                + (settings.strict()
                        ? "  strict: data that do not keep theirs are refused"
                        : "  data that do not keep theirs are told of, --strict refuses them");
    }

    private static String names(Set<Key> keys) {
        return keys.stream().map(Key::name).collect(Collectors.joining(" "));
    }

    int broken(String why) {
        io.err().println("stopped: " + why);
        return ExitCodes.FAILED;
    }

    int stopping() {
        say("stopping", "what is on its way may end first; what is not handled waits in the log");
        return ExitCodes.DONE;
    }

    private void say(String what, String line) {
        io.out().println(String.format(Locale.ROOT, "%-10s", what) + line);
    }
}
