package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.manifest.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What lies in a function's folder besides its code.
record FunctionFiles(Path directory, Path root) {
    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>.*?</dependency>");
    private static final Pattern ARTIFACT =
            Pattern.compile("<artifactId>([\\w.-]*(?:kafka|rabbitmq|amqp)[\\w.-]*)</artifactId>");
    private static final Pattern JAR =
            Pattern.compile(".*(kafka-clients|vertx-rabbitmq|amqp-client|rabbitmq-client).*\\.jar");

    FunctionFiles(Domain domain, DomainFunction function) {
        this(function.spec().directory().toAbsolutePath().normalize(), domain.root());
    }

    /// A line of a file.
    record Line(String text, Place place) {}

    /// Of `application.properties` and its like, without comments.
    List<Line> settings() throws IOException {
        var lines = new ArrayList<Line>();
        for (var file : files("src/main/resources", "application.*\\.(properties|ya?ml)")) {
            lines.addAll(lines(file, "#"));
        }
        return lines;
    }

    /// Of the migrations in `db/`, without comments.
    List<Line> migrations() throws IOException {
        var lines = new ArrayList<Line>();
        for (var file : files("db", ".*\\.sql")) {
            lines.addAll(lines(file, "--"));
        }
        return lines;
    }

    private List<Line> lines(Path file, String comment) throws IOException {
        var lines = new ArrayList<Line>();
        var number = 0;
        for (var text : Files.readAllLines(file)) {
            number++;
            if (!text.strip().startsWith(comment)) {
                lines.add(new Line(text, new Place(shown(file), number)));
            }
        }
        return lines;
    }

    /// A broker's client among what it is built with: as its pom says, or in what was built.
    Optional<Line> client() throws IOException {
        var pom = directory.resolve("pom.xml");
        var text = Files.isRegularFile(pom) ? Files.readString(pom) : "";
        for (var dependency : DEPENDENCY.matcher(text).results().toList()) {
            var artifact = ARTIFACT.matcher(dependency.group());
            if (artifact.find() && !dependency.group().contains("<scope>test</scope>")) {
                var start = dependency.start() + artifact.start();
                var line = (int) text.substring(0, start).chars().filter(it -> it == '\n').count();
                return Optional.of(
                        new Line(
                                String.valueOf(artifact.group(1)),
                                new Place(shown(pom), line + 1)));
            }
        }
        return files("target/quarkus-app/lib/main", JAR.pattern()).stream()
                .findFirst()
                .map(it -> new Line(String.valueOf(it.getFileName()), new Place(shown(it), 0)));
    }

    private List<Path> files(String folder, String name) throws IOException {
        var path = directory.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (var files = Files.list(path)) {
            return files.filter(it -> String.valueOf(it.getFileName()).matches(name))
                    .sorted()
                    .toList();
        }
    }

    private Path shown(Path file) {
        return file.startsWith(root) ? root.relativize(file) : file;
    }
}
