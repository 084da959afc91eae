package dev.tideway.knlocal.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands in a new function's way: places taken, names that clash.
record Checks(Path root, FunctionName name, EventType taken, EventType answered) {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [\\w.]+\\.(\\w+);$");

    void run(Template template) throws ScaffoldException, IOException {
        free();
        types();
        classes(template);
    }

    private void free() throws ScaffoldException, IOException {
        for (var place : List.of("functions/" + name.text(), "triggers/" + name.text() + ".yaml")) {
            refuseIf(
                    Files.exists(root.resolve(place)),
                    "%s is taken: choose another name".formatted(place));
        }
        refuseIf(
                artifacts().contains(name.text()),
                "a module of this repository is named %s: choose another name"
                        .formatted(name.text()));
    }

    /// Of the root and its modules: Maven wants each once.
    private Set<String> artifacts() throws IOException {
        var artifacts = new HashSet<String>();
        var pom = Files.readString(root.resolve("pom.xml"));
        artifacts.add(artifact(pom));
        for (var module : MODULE.matcher(pom).results().toList()) {
            var file = root.resolve(module.group(1)).resolve("pom.xml");
            if (Files.exists(file)) {
                artifacts.add(artifact(Files.readString(file)));
            }
        }
        return artifacts;
    }

    private static String artifact(String pom) {
        var own = ARTIFACT.matcher(pom.replaceAll("(?s)<parent>.*?</parent>", ""));
        return own.find() ? own.group(1) : "";
    }

    private void types() throws ScaffoldException {
        refuseIf(
                taken.equals(answered),
                "%s is both taken and answered: the function would hear itself for ever"
                        .formatted(taken.text()));
        for (var file : List.of(answered.schemaFile(), answered.exampleFile())) {
            refuseIf(
                    Files.exists(root.resolve(file)),
                    "%s is there: an event type has one emitter, so answer with a new one"
                            .formatted(file));
        }
        refuseIf(
                Files.exists(root.resolve(taken.exampleFile()))
                        && !Files.exists(root.resolve(taken.schemaFile())),
                "%s has no schema beside it: write %s"
                        .formatted(taken.exampleFile(), taken.schemaFile()));
    }

    /// The function's class and its two records see each other, and what the class imports.
    private void classes(Template template) throws ScaffoldException, IOException {
        var used = new HashSet<String>();
        for (var file : template.files().entrySet()) {
            if (file.getKey().endsWith(".java")) {
                IMPORT.matcher(file.getValue()).results().forEach(it -> used.add(it.group(1)));
            }
        }
        expectNew(used, name.className(), "the name " + name.text());
        used.add(name.className() + "Test");
        used.add(name.className() + "IT");
        expectNew(used, taken.recordName(), "the event type " + taken.text());
        expectNew(used, answered.recordName(), "the event type " + answered.text());
    }

    private static void expectNew(Set<String> used, String name, String whose)
            throws ScaffoldException {
        refuseIf(
                !used.add(name),
                "%s makes a class %s, which the function has already: choose another"
                        .formatted(whose, name));
    }

    private static void refuseIf(boolean wrong, String why) throws ScaffoldException {
        if (wrong) {
            throw new ScaffoldException(why);
        }
    }
}
