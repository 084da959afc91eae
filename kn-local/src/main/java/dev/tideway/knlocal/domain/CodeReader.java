package dev.tideway.knlocal.domain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/// Reads a function's compiled classes, `target/classes` of its folder, without loading them.
final class CodeReader {
    static final String CLASSES = "target/classes";
    private static final DotName FUNQ = DotName.createSimple("io.quarkus.funqy.Funq");
    private static final DotName MAPPING =
            DotName.createSimple("io.quarkus.funqy.knative.events.CloudEventMapping");
    private static final DotName CLOUD_EVENT =
            DotName.createSimple("io.quarkus.funqy.knative.events.CloudEvent");
    private static final DotName UNI = DotName.createSimple("io.smallrye.mutiny.Uni");
    private static final DotName EMITS = DotName.createSimple("dev.tideway.kit.Emits");
    private static final DotName EVENT_DATA = DotName.createSimple("dev.tideway.kit.EventData");

    private final Index index;
    private final ShapeReader shapes;
    private final SourceLines lines;

    private CodeReader(Index index, SourceLines lines) {
        this.index = index;
        this.shapes = new ShapeReader(index);
        this.lines = lines;
    }

    /// Empty when nothing is compiled there.
    ///
    /// @param root files are named as seen from here
    static Optional<Code> read(Path directory, Path root) throws IOException {
        var classes = directory.resolve(CLASSES);
        if (!Files.isDirectory(classes)) {
            return Optional.empty();
        }
        var index = index(classes);
        if (index.getAnnotations(FUNQ).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CodeReader(index, new SourceLines(directory, root)).read());
    }

    private static Index index(Path classes) throws IOException {
        var indexer = new Indexer();
        try (var files = Files.walk(classes)) {
            for (var file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
                try (var in = Files.newInputStream(file)) {
                    indexer.index(in);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return indexer.complete();
    }

    private Code read() {
        var handlers =
                index.getAnnotations(FUNQ).stream()
                        .filter(it -> it.target().kind() == AnnotationTarget.Kind.METHOD)
                        .map(it -> handler(it, it.target().asMethod()))
                        .sorted((a, b) -> Integer.compare(a.place().line(), b.place().line()))
                        .toList();
        var emissions =
                index.getAnnotations(EVENT_DATA).stream()
                        .filter(it -> it.target().kind() == AnnotationTarget.Kind.CLASS)
                        .map(it -> emission(it.target().asClass().name()).orElseThrow())
                        .sorted((a, b) -> a.type().compareTo(b.type()))
                        .toList();
        return new Code(handlers, emissions);
    }

    private Handler handler(AnnotationInstance funq, MethodInfo method) {
        var mapping = Optional.ofNullable(method.annotation(MAPPING));
        var name = text(Optional.of(funq), "value").orElse(method.name());
        var trigger = text(mapping, "trigger").filter(it -> !it.isEmpty()).orElse(name);
        var place =
                lines.of(
                        method.declaringClass().name(),
                        "trigger = \"" + trigger + "\"",
                        method.name() + "(");
        return new Handler(
                method.name(),
                Set.of(trigger),
                attributes(mapping),
                input(method),
                emits(method, mapping),
                place);
    }

    private static Optional<String> text(Optional<AnnotationInstance> annotation, String member) {
        return annotation.map(it -> it.value(member)).map(it -> it.asString());
    }

    private static Map<String, String> attributes(Optional<AnnotationInstance> mapping) {
        var attributes = new TreeMap<String, String>();
        mapping.map(it -> it.value("attributes")).map(AnnotationValue::asNestedArray).stream()
                .flatMap(Stream::of)
                .forEach(it ->
                        attributes.put(it.value("name").asString(), it.value("value").asString()));
        return attributes;
    }

    /// What is in the CloudEvent, or the parameter itself.
    private Shape input(MethodInfo method) {
        return method.parameterTypes().stream()
                .findFirst()
                .map(it -> shapes.of(unwrapped(it, CLOUD_EVENT)))
                .orElse(new Shape.Unknown());
    }

    private static Type unwrapped(Type type, DotName wrapper) {
        return type.name().equals(wrapper) && type.kind() == Type.Kind.PARAMETERIZED_TYPE
                ? type.asParameterizedType().arguments().getFirst()
                : type;
    }

    private static Type answer(MethodInfo method) {
        return unwrapped(unwrapped(method.returnType(), UNI), CLOUD_EVENT);
    }

    private List<Emission> emits(MethodInfo method, Optional<AnnotationInstance> mapping) {
        var emits = new ArrayList<Emission>();
        Optional.ofNullable(method.annotation(EMITS)).map(it -> it.value().asClassArray()).stream()
                .flatMap(Stream::of)
                .forEach(it -> emission(it.name()).ifPresent(emits::add));
        text(mapping, "responseType")
                .filter(it -> !it.isEmpty())
                .ifPresent(it -> emits.add(responded(method, it)));
        emission(answer(method).name()).ifPresent(emits::add);
        return List.copyOf(new LinkedHashSet<>(emits));
    }

    private Emission responded(MethodInfo method, String type) {
        var answer = answer(method);
        return new Emission(
                type,
                shapes.of(answer),
                lines.of(method.declaringClass().name(), "\"" + type + "\"", method.name() + "("));
    }

    private Optional<Emission> emission(DotName name) {
        var info = index.getClassByName(name);
        var said = info == null ? null : info.declaredAnnotation(EVENT_DATA);
        if (said == null) {
            return Optional.empty();
        }
        var type = said.value().asString();
        var shape =
                Modifier.isAbstract(info.flags())
                        ? new Shape.Unknown()
                        : shapes.of(Type.create(name, Type.Kind.CLASS));
        return Optional.of(
                new Emission(
                        type,
                        shape,
                        lines.of(name, "EventData(\"" + type + "\"", info.simpleName())));
    }
}
