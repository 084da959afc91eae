package dev.tideway.knlocal.function;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A record as lines of text, `timeouts.request=PT5M`, and back: how a revision's template is kept between runs. Knows
/// what a record may be made of: texts, numbers, durations, paths, enums, lists, optionals, other records, and one of a
/// sealed interface's.
final class RecordText {
    private static final String KIND = ".kind";
    private static final String SIZE = ".size";

    private final Map<String, String> lines;

    private RecordText(Map<String, String> lines) {
        this.lines = lines;
    }

    static String write(Record value) {
        var text = new RecordText(new LinkedHashMap<>());
        text.put("", value.getClass(), value);
        return text.lines.entrySet().stream()
                .map(line -> line.getKey() + "=" + escaped(line.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /// @throws IllegalArgumentException when the text is not of such a record; the message names the line
    static <T extends Record> T read(Class<T> type, String text) {
        var lines = new LinkedHashMap<String, String>();
        for (var line : text.lines().toList()) {
            var end = line.indexOf('=');
            if (end < 0) {
                throw new IllegalArgumentException("not a line of a record: " + line);
            }
            lines.put(line.substring(0, end), line.substring(end + 1).translateEscapes());
        }
        return type.cast(new RecordText(lines).get("", type));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private void put(String path, Type type, Object value) {
        switch (value) {
            case Optional<?> optional ->
                    optional.ifPresent(it -> {
                        lines.put(path + SIZE, "1");
                        put(path, argument(type), it);
                    });
            case List<?> list -> {
                lines.put(path + SIZE, Integer.toString(list.size()));
                for (int i = 0; i < list.size(); i++) {
                    put(path + "." + i, argument(type), list.get(i));
                }
            }
            case Record inner -> {
                if (raw(type).isInterface()) {
                    lines.put(path + KIND, inner.getClass().getSimpleName());
                }
                for (var component : inner.getClass().getRecordComponents()) {
                    put(below(path, component), component.getGenericType(), of(component, inner));
                }
            }
            default -> lines.put(path, value.toString());
        }
    }

    private Object get(String path, Type type) {
        var raw = raw(type);
        if (raw == Optional.class) {
            return lines.containsKey(path + SIZE)
                    ? Optional.of(get(path, argument(type)))
                    : Optional.empty();
        }
        if (raw == List.class) {
            var list = new ArrayList<Object>();
            for (int i = 0; i < Integer.parseInt(line(path + SIZE)); i++) {
                list.add(get(path + "." + i, argument(type)));
            }
            return List.copyOf(list);
        }
        if (raw.isSealed()) {
            return record(path, permitted(raw, line(path + KIND)));
        }
        return raw.isRecord() ? record(path, raw) : scalar(line(path), raw);
    }

    private Object record(String path, Class<?> type) {
        var components = type.getRecordComponents();
        var types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values =
                Arrays.stream(components)
                        .map(it -> get(below(path, it), it.getGenericType()))
                        .toArray();
        try {
            return type.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(path + " is no " + type.getSimpleName(), e);
        }
    }

    private static Object scalar(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        } else if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        } else if (type == long.class || type == Long.class) {
            return Long.valueOf(text);
        } else if (type == double.class || type == Double.class) {
            return Double.valueOf(text);
        } else if (type == boolean.class) {
            return Boolean.valueOf(text);
        } else if (type == Duration.class) {
            return Duration.parse(text);
        } else if (type == Path.class) {
            return Path.of(text);
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(it -> it.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text + " is no " + type));
    }

    private String line(String path) {
        return Optional.ofNullable(lines.get(path))
                .orElseThrow(() -> new IllegalArgumentException("no line " + path));
    }

    private static Object of(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot read " + component, e);
        }
    }

    private static Class<?> permitted(Class<?> type, String name) {
        return Arrays.stream(type.getPermittedSubclasses())
                .filter(it -> it.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no " + type));
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : (Class<?>) type;
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private static String below(String path, RecordComponent component) {
        return path.isEmpty() ? component.getName() : path + "." + component.getName();
    }
}
