package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.yaml.Documents;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import dev.tideway.knlocal.yaml.Node;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads YAML files, and sorts their resources by what they mean here.
final class Folder {
    private static final long LARGEST = 1 << 20;
    private static final String KUSTOMIZATION = "kustomization\\.ya?ml";

    private final Sources sources;
    private final Findings findings;
    private final List<Resource> resources = new ArrayList<>();

    Folder(Sources sources, Findings findings) {
        this.sources = sources;
        this.findings = findings;
    }

    List<Resource> resources() {
        return resources;
    }

    /// As `kubectl apply -f` does it: the folder's own YAML files, by name. What kustomize keeps there, to take the
    /// same folder to a cluster, is no resource.
    void read(Path path) {
        if (!Files.isDirectory(path)) {
            documents(path).forEach(node -> resource(node, name(path)));
            return;
        }
        try (var files = Files.list(path)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .filter(file -> !file.getFileName().toString().matches(KUSTOMIZATION))
                    .sorted()
                    .forEach(file -> documents(file).forEach(node -> resource(node, name(file))));
        } catch (IOException e) {
            findings.problem(new Place(name(path), 0), "", "cannot be read: " + e, "");
        }
    }

    /// The one document of a func.yaml.
    Optional<Fields> single(Path file) {
        var before = findings.problems().size();
        var nodes = documents(file);
        if (nodes.isEmpty() && findings.problems().size() == before) {
            findings.problem(new Place(name(file), 0), "", "is empty", "");
        }
        if (nodes.size() > 1) {
            findings.problem(
                    new Place(name(file), nodes.get(1).line()),
                    "",
                    "is a second document, wanted one",
                    "");
        }
        return nodes.stream().findFirst().flatMap(node -> Fields.of(node, findings.in(name(file))));
    }

    /// As messages show it.
    Path name(Path file) {
        var root = sources.root().toAbsolutePath().normalize();
        var absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(root) ? root.relativize(absolute) : file;
    }

    private List<Node> documents(Path file) {
        var name = name(file);
        try {
            if (Files.size(file) > LARGEST) {
                findings.problem(new Place(name, 0), "", "is larger than 1 MiB", "");
                return List.of();
            }
            var documents = Documents.parse(Files.readString(file));
            for (var fault : documents.faults()) {
                findings.problem(new Place(name, fault.line()), "", fault.message(), "");
            }
            return documents.nodes();
        } catch (NoSuchFileException _) {
            findings.problem(new Place(name, 0), "", "does not exist", "");
        } catch (CharacterCodingException _) {
            findings.problem(new Place(name, 0), "", "is not UTF-8", "");
        } catch (IOException e) {
            findings.problem(new Place(name, 0), "", "cannot be read: " + e, "");
        }
        return List.of();
    }

    private void resource(Node node, Path file) {
        Fields.of(node, findings.in(file)).ifPresent(fields -> resource(fields, file));
    }

    private void resource(Fields fields, Path file) {
        var apiVersion = fields.required("apiVersion").map(Text::value);
        var kind = fields.required("kind").map(Text::value);
        if (apiVersion.isEmpty() || kind.isEmpty()) {
            return;
        }
        var place = new Place(file, fields.line());
        switch (Kinds.meaning(apiVersion.get(), kind.get())) {
            case Kinds.Meaning.Read(var handled) when handled == Kinds.Handled.LIST ->
                    fields.list("items").forEach(item -> resource(item, file));
            case Kinds.Meaning.Read(var handled) ->
                    findings.unlessProblems(() ->
                                    Resource.of(
                                            fields, handled, kind.get(), sources.namespace(), file))
                            .ifPresent(this::add);
            case Kinds.Meaning.Ignore(var why) -> findings.ignored(place, kind.get(), why);
            case Kinds.Meaning.NotRun(var instead) ->
                    fields.problem(
                            "kind",
                            "is " + kind.get() + ", which is not run by this version of kn-local",
                            instead);
            case Kinds.Meaning.WrongVersion(var message) ->
                    fields.problem("apiVersion", message, "");
            case Kinds.Meaning.Unknown(var message, var mend) ->
                    fields.problem("kind", message, mend);
        }
    }

    private void add(Resource resource) {
        for (var other : resources) {
            if (other.kind() == resource.kind() && other.key().equals(resource.key())) {
                findings.problem(
                        resource.place(),
                        "",
                        "is a second "
                                + resource.kindName()
                                + " "
                                + resource.key()
                                + "; the first is at "
                                + other.place(),
                        "");
                return;
            }
        }
        resources.add(resource);
    }
}
