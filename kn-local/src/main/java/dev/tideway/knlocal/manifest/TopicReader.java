package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Fields.Text;
import dev.tideway.knlocal.yaml.Near;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the ConfigMap of a Broker of class Kafka. Without servers, partitions and a replication factor the Broker would
/// never be Ready on a cluster.
final class TopicReader {
    private static final String SERVERS = "bootstrap.servers";
    private static final String PARTITIONS = "default.topic.partitions";
    private static final String REPLICATION = "default.topic.replication.factor";
    private static final String CONFIG = "default.topic.config.";
    private static final String SECRET = "auth.secret.ref.name";
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,4}");

    private final ConfigMap map;
    private final Findings findings;

    TopicReader(ConfigMap map, Findings findings) {
        this.map = map;
        this.findings = findings;
    }

    Optional<Topic> read(String name) {
        checkKeys();
        var servers = required(SERVERS).map(Text::value);
        var partitions = count(PARTITIONS);
        var replication = count(REPLICATION);
        if (servers.isEmpty() || partitions.isEmpty() || replication.isEmpty()) {
            return Optional.empty();
        }
        var config = new LinkedHashMap<String, String>();
        map.data()
                .forEach((key, text) -> {
                    if (key.startsWith(CONFIG)) {
                        config.put(key.substring(CONFIG.length()), text.value().strip());
                    }
                });
        return Optional.of(
                new Topic(
                        name, servers.get().strip(), partitions.get(), replication.get(), config));
    }

    /// Knative reads past keys it does not know, so they are no reason to leave the Broker out.
    private void checkKeys() {
        var known = List.of(SERVERS, PARTITIONS, REPLICATION, SECRET);
        map.data()
                .forEach((key, text) -> {
                    if (!known.contains(key) && !key.startsWith(CONFIG)) {
                        var meant = Near.meant(key, known);
                        findings.note(
                                map.at(text),
                                "data." + key,
                                "is a key that no broker reads"
                                        + (meant.isEmpty() ? "" : "; " + meant));
                    }
                });
    }

    private Optional<Text> required(String key) {
        var text = Optional.ofNullable(map.data().get(key)).filter(it -> !it.value().isBlank());
        if (text.isEmpty()) {
            findings.problem(
                    map.place(), "data." + key, "is missing, and the Broker cannot be Ready", "");
        }
        return text;
    }

    private Optional<Integer> count(String key) {
        var text = required(key);
        var count = text.map(it -> it.value().strip()).filter(it -> COUNT.matcher(it).matches());
        if (text.isPresent() && count.isEmpty()) {
            findings.problem(
                    map.at(text.get()),
                    "data." + key,
                    "is " + text.get().value() + ", wanted a number of 1 or more",
                    "");
        }
        return count.map(Integer::valueOf);
    }
}
