package dev.tideway.knlocal.wiring;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.Link;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.yaml.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Closes gaps, one after the other: several may be in one file.
final class Changes {
    private static final Path LIST = Wiring.FOLDER.resolve("kustomization.yaml");
    private static final String BROKER = "default";

    private final Domain domain;
    private final List<Change> all = new ArrayList<>();
    private final Map<Path, String> files = new TreeMap<>();

    Changes(Domain domain) {
        this.domain = domain;
    }

    List<Change> all() {
        return List.copyOf(all);
    }

    Map<Path, String> files() {
        return Map.copyOf(files);
    }

    void add(Gap gap) throws IOException {
        if (gap.trigger().isPresent()) {
            change(gap, gap.trigger().get());
        } else {
            create(gap);
        }
    }

    private void change(Gap gap, Link trigger) throws IOException {
        var file = trigger.place().file();
        var text = text(file);
        var changed =
                FilterText.edit(
                        text,
                        trigger.ref().key(),
                        trigger.filter(),
                        gap.missing(),
                        gap.superfluous());
        changed.ifPresent(it -> files.put(file, it));
        for (var type : gap.superfluous()) {
            say(
                    trigger.place(),
                    "%s brings %s, which no method of %s takes"
                            .formatted(trigger.ref(), type, gap.function().name()),
                    changed.isPresent(),
                    "take %s out of its filter, or take the trigger out if it brings nothing else"
                            .formatted(type));
        }
        for (var wanted : gap.missing()) {
            say(
                    trigger.place(),
                    "%s does not bring %s, which %s takes (%s)"
                            .formatted(
                                    trigger.ref(), wanted, gap.function().name(), wanted.place()),
                    changed.isPresent(),
                    "add an alternative {exact: %s} to its filter".formatted(inline(wanted)));
        }
    }

    private void create(Gap gap) throws IOException {
        var function = gap.function();
        var file = Wiring.FOLDER.resolve(function.name() + ".yaml");
        var there = text(file);
        var broker = broker(function.namespace());
        var isThere =
                Documents.parse(there).nodes().stream()
                        .anyMatch(it -> TriggerDocument.isTrigger(it, function));
        for (var wanted : gap.missing()) {
            say(
                    new Place(file, 0),
                    "no trigger brings %s, which %s takes (%s)"
                            .formatted(wanted, function.name(), wanted.place()),
                    broker.isPresent() && !isThere,
                    isThere
                            ? "name triggers under manifests in kn-local.yaml: the file has a Trigger of this name"
                            : "declare a Broker named %s in namespace %s"
                                    .formatted(BROKER, function.namespace()));
        }
        broker.filter(it -> !isThere)
                .map(it -> new NewTrigger(function, it, gap.missing()).text())
                .ifPresent(
                        it -> files.put(file, there.isBlank() ? it : ended(there) + "---\n" + it));
        if (files.containsKey(file) && Files.exists(domain.root().resolve(LIST))) {
            files.put(LIST, NewTrigger.listed(text(LIST), String.valueOf(file.getFileName())));
        }
    }

    private static String ended(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }

    /// The only one, or the one that has the usual name.
    private Optional<String> broker(String namespace) {
        var names =
                domain.resources().brokers().keySet().stream()
                        .filter(it -> it.namespace().equals(namespace))
                        .map(Key::name)
                        .toList();
        return names.size() == 1
                ? names.stream().findFirst()
                : names.stream().filter(BROKER::equals).findFirst();
    }

    private void say(Place place, String what, boolean safe, String byHand) {
        all.add(new Change(place, what, safe ? Optional.empty() : Optional.of(byHand)));
    }

    private static String inline(Need wanted) {
        var entries = new ArrayList<String>();
        wanted.exact().forEach((name, value) -> entries.add("%s: \"%s\"".formatted(name, value)));
        return "{" + String.join(", ", entries) + "}";
    }

    private String text(Path file) throws IOException {
        var path = domain.root().resolve(file);
        return files.containsKey(file)
                ? files.get(file)
                : Files.isRegularFile(path) ? Files.readString(path) : "";
    }
}
