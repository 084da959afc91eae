package dev.tideway.knlocal.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The template of `kn func create -l quarkus -t tideway`, a whole function under the name my-function: the very files.
record Template(Path folder) {
    static final String NAME = "my-function";
    static final String PACKAGE = "myfunction";
    static final String CLASS = "MyFunction";
    static final String TAKEN = "dev.tideway.my.function.ask.v1";
    static final String ANSWERED = "dev.tideway.my.function.answered.v1";
    static final String TAKEN_RECORD = "MyFunctionAsk";
    static final String ANSWERED_RECORD = "MyFunctionAnswered";

    /// What the template reads of the event it takes, wherever it stands.
    static final String COMPONENTS = "String question";

    static final String FIRST = "data.question()";
    static final String ARGUMENTS = "\"why?\"";
    static final String SHOWN = "Heard: why?";

    /// For func alone: the repository has its own.
    private static final Set<String> FOR_FUNC = Set.of("manifest.yaml", ".gitignore");

    private static final String ALONE = "## On its own";

    static Template in(Path root) throws ScaffoldException {
        var folder = root.resolve("templates/quarkus/tideway");
        if (!Files.isRegularFile(folder.resolve("manifest.yaml"))) {
            throw new ScaffoldException(
                    "there is no templates/quarkus/tideway in %s: run it in a Tideway repository, or use kn func create"
                            .formatted(root.toAbsolutePath().normalize()));
        }
        return new Template(folder);
    }

    /// Text by path within the template, without what is for func and without what was built.
    Map<String, String> files() throws IOException {
        var texts = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var path = folder.relativize(file).toString().replace('\\', '/');
                if (!FOR_FUNC.contains(path) && !path.startsWith("target/")) {
                    texts.put(path, Files.readString(file));
                }
            }
        }
        texts.computeIfPresent("README.md", (_, readme) -> withoutTheRest(readme));
        return texts;
    }

    private static String withoutTheRest(String readme) {
        var end = readme.indexOf(ALONE);
        return end < 0 ? readme : readme.substring(0, end).stripTrailing() + "\n";
    }

    /// What func writes from the manifest, and with it the limits that a manifest has no words for.
    String funcYaml(String created) throws IOException {
        var text = Files.readString(folder.resolveSibling("func.yaml.template"));
        for (var section : sections().entrySet()) {
            text = text.replaceAll("(?m)^( *)\\{" + section.getKey() + "}$", "$1{}");
            int at = text.indexOf("{}");
            if (at < 0) {
                throw new IOException("func.yaml.template has no {" + section.getKey() + "}");
            }
            var indent = " ".repeat(at - text.lastIndexOf('\n', at) - 1);
            var indented = section.getValue().replace("\n", "\n" + indent);
            text = text.substring(0, at) + indented + text.substring(at + 2);
        }
        return text.replace("{created}", created);
    }

    /// The manifest's text by top-level key.
    private Map<String, String> sections() throws IOException {
        var sections = new TreeMap<String, String>();
        var manifest = Files.readString(folder.resolve("manifest.yaml"));
        for (var section : manifest.split("\n(?=[a-zA-Z])", -1)) {
            if (!section.startsWith("#")) {
                sections.put(section.substring(0, section.indexOf(':')), section.strip());
            }
        }
        return sections;
    }
}
