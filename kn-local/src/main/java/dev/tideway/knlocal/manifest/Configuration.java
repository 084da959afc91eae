package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Near;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The ConfigMaps and Secrets that functions can be given.
///
/// @param provided names of Secrets that the runner makes itself, in every namespace (the databases')
record Configuration(
        Map<Key, ConfigMap> configMaps, Map<Key, Secret> secrets, Set<String> provided) {
    record Complaint(String message, String mend) {}

    /// The keys of a resource of the manifests.
    Optional<Set<String>> keys(boolean secret, Key key) {
        return secret
                ? Optional.ofNullable(secrets.get(key)).map(it -> it.values().keySet())
                : Optional.ofNullable(configMaps.get(key)).map(it -> it.data().keySet());
    }

    /// Why this key cannot be had, if so.
    Optional<Complaint> complaint(boolean secret, Key key, String wanted) {
        var kind = secret ? "Secret " : "ConfigMap ";
        var keys = keys(secret, key);
        if (keys.isPresent()) {
            return keys.get().contains(wanted)
                    ? Optional.empty()
                    : Optional.of(
                            new Complaint(
                                    "names the key %s, which %s%s does not have"
                                            .formatted(wanted, kind, key),
                                    Near.meant(wanted, keys.get())));
        }
        if (secret && provided.contains(key.name())) {
            return Optional.empty();
        }
        return Optional.of(
                new Complaint(
                        "names the " + kind + key + ", which does not exist", mend(secret, key)));
    }

    private String mend(boolean secret, Key key) {
        var names = new TreeSet<>(secret ? provided : Set.<String>of());
        (secret ? secrets.keySet() : configMaps.keySet()).forEach(it -> names.add(it.name()));
        var meant = Near.meant(key.name(), names);
        if (!meant.isEmpty()) {
            return meant;
        }
        return secret
                ? "add it to the manifests, or to databases in kn-local.yaml"
                : "add it to the manifests";
    }
}
