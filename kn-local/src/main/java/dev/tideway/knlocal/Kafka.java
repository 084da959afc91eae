package dev.tideway.knlocal;

import dev.tideway.knlocal.log.EmbeddedKafka;
import dev.tideway.knlocal.log.KafkaLogs;
import dev.tideway.knlocal.settings.Settings;
import java.util.Optional;
import java.util.function.Consumer;

/// The one Kafka of a runner, the embedded one or the user's own; not started before it is needed.
final class Kafka {
    private final Settings settings;
    private final Opened opened;
    private final Consumer<String> onFailure;
    private Optional<KafkaLogs> logs = Optional.empty();

    /// @param onFailure told, in one line, when the embedded Kafka cannot go on later
    Kafka(Settings settings, Opened opened, Consumer<String> onFailure) {
        this.settings = settings;
        this.opened = opened;
        this.onFailure = onFailure;
    }

    /// Blocks until it answers.
    synchronized KafkaLogs logs() {
        var there = logs.orElseGet(() -> opened.add(start()));
        logs = Optional.of(there);
        return there;
    }

    /// Where other programs of this machine reach it; empty when none was needed.
    synchronized Optional<String> bootstrapServers() {
        return logs.map(KafkaLogs::bootstrapServers);
    }

    private KafkaLogs start() {
        return settings.bootstrapServers().map(KafkaLogs::at).orElseGet(this::embedded);
    }

    private KafkaLogs embedded() {
        var folder = settings.state().resolve("kafka");
        return KafkaLogs.on(opened.add(EmbeddedKafka.start(folder, onFailure)));
    }
}
