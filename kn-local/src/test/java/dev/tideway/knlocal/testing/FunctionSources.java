package dev.tideway.knlocal.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles functions for tests, against annotations that only look like those of Quarkus and function-kit.
public final class FunctionSources {
    private static final Map<String, String> LOOK_ALIKES =
            Map.of(
                    "io.quarkus.funqy.Funq",
                    "public @interface Funq { String value() default \"\"; }",
                    "io.quarkus.funqy.knative.events.CloudEvent",
                    "public interface CloudEvent<T> {}",
                    "io.quarkus.funqy.knative.events.CloudEventMapping",
                    "public @interface CloudEventMapping { String trigger() default \"\"; String responseType() default \"\"; }",
                    "io.smallrye.mutiny.Uni",
                    "public interface Uni<T> {}",
                    "dev.tideway.kit.Emits",
                    "public @interface Emits { Class<?>[] value(); }",
                    "dev.tideway.kit.EventData",
                    "public @interface EventData { String value(); }",
                    "org.apache.kafka.clients.consumer.KafkaConsumer",
                    "public class KafkaConsumer { public void poll() {} }",
                    "org.eclipse.microprofile.reactive.messaging.Incoming",
                    "public @interface Incoming { String value(); }");

    /// The same source is compiled once.
    private static final Map<String, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private FunctionSources() {}

    /// Writes a class of the package `shop`, as source and compiled, into a function's folder.
    ///
    /// @param body what stands in the class; imports are there already
    public static void write(Path function, String className, String body) throws IOException {
        var text =
                """
                package shop;
                import dev.tideway.kit.*;
                import io.quarkus.funqy.*;
                import io.quarkus.funqy.knative.events.*;
                import io.smallrye.mutiny.*;
                import java.util.*;
                public class %s {
                %s
                }
                """
                        .formatted(className, body.indent(4).stripTrailing());
        put(
                function.resolve("src/main/java/shop/" + className + ".java"),
                text.getBytes(StandardCharsets.UTF_8));
        delete(function.resolve("target/classes/shop"), className);
        for (var compiled :
                COMPILED.computeIfAbsent(text, it -> compile("shop." + className, it)).entrySet()) {
            put(
                    function.resolve(
                            "target/classes/" + compiled.getKey().replace('.', '/') + ".class"),
                    compiled.getValue());
        }
    }

    /// What is nested in the class may have been something else before.
    private static void delete(Path folder, String className) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var files = Files.newDirectoryStream(folder, className + "*.class")) {
                for (var file : files) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void put(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static Map<String, byte[]> compile(String name, String text) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        var sources =
                Stream.concat(
                                Stream.of(new Source(name, text)),
                                LOOK_ALIKES.entrySet().stream()
                                        .map(it ->
                                                new Source(
                                                        it.getKey(),
                                                        declaration(it.getKey(), it.getValue()))))
                        .toList();
        try (var files = new InMemory(compiler.getStandardFileManager(null, null, null))) {
            var options = List.of("-proc:none", "-parameters", "-classpath", "");
            var done = compiler.getTask(said, files, null, options, null, sources).call();
            if (!done) {
                throw new IllegalArgumentException(said.toString());
            }
            var own = new HashMap<String, byte[]>();
            files.classes.forEach((it, bytes) -> {
                if (it.startsWith("shop.")) {
                    own.put(it, bytes.toByteArray());
                }
            });
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String declaration(String name, String type) {
        var kept =
                type.contains("@interface")
                        ? "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) "
                        : "";
        return "package " + name.substring(0, name.lastIndexOf('.')) + "; " + kept + type;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

        InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            var bytes = new ByteArrayOutputStream();
            classes.put(name, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }
}
