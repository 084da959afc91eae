package dev.tideway.knlocal.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A function to be made: its name, the type of event it takes, and the type it answers with.
public final class NewFunction {
    private static final String EVENTS_PAGE = "events/README.md";
    private static final Pattern EVENT_ROW = Pattern.compile("\\| `dev\\.tideway\\.");
    private static final String TRIGGERS_PAGE = "triggers/README.md";
    private static final Pattern TRIGGER_ROW = Pattern.compile("\\| `[^`]+\\.yaml`");

    private final Path root;
    private final FunctionName name;
    private final EventType taken;
    private final EventType answered;

    private NewFunction(Path root, FunctionName name, EventType taken, EventType answered) {
        this.root = root;
        this.name = name;
        this.taken = taken;
        this.answered = answered;
    }

    /// Refuses what is no name and no event type.
    ///
    /// @param consumes a type, known to `events/` or new; `dev.tideway.<name>.ask.v1` when not given
    /// @param emits a new type; `dev.tideway.<name>.answered.v1` when not given
    public static NewFunction of(
            Path root, String name, Optional<String> consumes, Optional<String> emits)
            throws ScaffoldException {
        var functionName = FunctionName.of(name);
        var taken =
                consumes.isPresent()
                        ? EventType.of(consumes.get())
                        : functionName.defaultType("ask");
        var answered =
                emits.isPresent()
                        ? EventType.of(emits.get())
                        : functionName.defaultType("answered");
        return new NewFunction(root, functionName, taken, answered);
    }

    public String taken() {
        return taken.text();
    }

    public String answered() {
        return answered.text();
    }

    /// All that making it changes. Checks first, so that what is wrong is said before anything is written.
    public Changes plan(Instant created) throws ScaffoldException {
        var template = Template.in(root);
        try {
            new Checks(root, name, taken, answered).run(template);
            var changes = new Changes(root);
            var words = words();
            for (var file : template.files().entrySet()) {
                put(changes, words.in(file.getKey()), words.in(file.getValue()));
            }
            var stamp = created.truncatedTo(ChronoUnit.SECONDS).toString();
            changes.put(folder() + "/func.yaml", words.in(template.funcYaml(stamp)));
            changes.put("pom.xml", withModule(changes.text("pom.xml")));
            pages(changes);
            return changes;
        } catch (IOException e) {
            throw new ScaffoldException(
                    "%s cannot be read (%s)"
                            .formatted(e.getMessage(), e.getClass().getSimpleName()));
        }
    }

    private String folder() {
        return "functions/" + name.text();
    }

    private boolean isKnown() {
        return Files.exists(root.resolve(taken.schemaFile()));
    }

    private Words words() throws ScaffoldException {
        var instead =
                new HashMap<>(
                        Map.of(
                                Template.NAME, name.text(),
                                Template.PACKAGE, name.packageName(),
                                Template.CLASS, name.className(),
                                Template.TAKEN, taken.text(),
                                Template.TAKEN_RECORD, taken.recordName(),
                                Template.ANSWERED, answered.text(),
                                Template.ANSWERED_RECORD, answered.recordName()));
        if (isKnown()) {
            var data = Data.of(taken, root);
            instead.put(Template.COMPONENTS, data.components());
            instead.put(Template.FIRST, "data." + data.firstName() + "()");
            instead.put(Template.ARGUMENTS, data.arguments());
            instead.put(Template.SHOWN, "Heard: " + data.firstShown());
        }
        return new Words(instead);
    }

    /// Where a file of the template stands in the repository. What `events/` has is not written again.
    private void put(Changes changes, String path, String text) {
        var known =
                isKnown() && (path.equals(taken.schemaFile()) || path.equals(taken.exampleFile()));
        if (path.equals("trigger.yaml")) {
            changes.put("triggers/" + name.text() + ".yaml", text);
        } else if (path.startsWith("events/")) {
            if (!known) {
                changes.put(path, text);
            }
        } else {
            changes.put(folder() + "/" + path, text);
        }
    }

    /// After the last function, so that the order of the others stays.
    private String withModule(String pom) throws ScaffoldException {
        var module = "    <module>" + folder() + "</module>\n";
        int last = pom.lastIndexOf("<module>functions/");
        int at = last < 0 ? pom.indexOf("  </modules>") : pom.indexOf('\n', last) + 1;
        if (at <= 0) {
            throw new ScaffoldException("pom.xml has no <modules> to add " + folder() + " to");
        }
        return pom.substring(0, at) + module + pom.substring(at);
    }

    private void pages(Changes changes) throws IOException {
        if (Files.exists(root.resolve(EVENTS_PAGE))) {
            var page = changes.text(EVENTS_PAGE);
            page =
                    isKnown()
                            ? Tables.addToLastCell(page, taken.text(), name.text())
                            : Tables.add(
                                    page,
                                    EVENT_ROW,
                                    row(taken, "ask " + name.text(), "a client", name.text()));
            var says = row(answered, "what " + name.text() + " says", name.text(), "");
            changes.put(EVENTS_PAGE, Tables.add(page, EVENT_ROW, says));
        }
        if (Files.exists(root.resolve(TRIGGERS_PAGE))) {
            var row =
                    "| `%s.yaml` | %s | %s |"
                            .formatted(name.text(), name.text(), taken.shortName());
            var page = Tables.add(changes.text(TRIGGERS_PAGE), TRIGGER_ROW, row);
            changes.put(TRIGGERS_PAGE, page);
        }
    }

    private static String row(EventType type, String says, String from, String to) {
        return "| `%s` | %s | %s | %s |".formatted(type.text(), says, from, to);
    }
}
