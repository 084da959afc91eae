package dev.tideway.knlocal.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

/// Reads from a record's declaration what Jackson makes of it.
record ShapeReader(IndexView index) {
    private static final int DEEPEST = 20;
    private static final Set<String> TEXT =
            Set.of(
                    "java.lang.String",
                    "java.lang.Character",
                    "char",
                    "java.util.UUID",
                    "java.net.URI",
                    "java.time.Instant",
                    "java.time.OffsetDateTime",
                    "java.time.ZonedDateTime",
                    "java.time.LocalDate",
                    "java.time.LocalDateTime");
    private static final Set<String> WHOLE =
            Set.of(
                    "int",
                    "long",
                    "short",
                    "java.lang.Integer",
                    "java.lang.Long",
                    "java.lang.Short",
                    "java.math.BigInteger");
    private static final Set<String> FRACTION =
            Set.of(
                    "double",
                    "float",
                    "java.lang.Double",
                    "java.lang.Float",
                    "java.math.BigDecimal");
    private static final Set<String> TRUTH = Set.of("boolean", "java.lang.Boolean");
    private static final Set<String> MANY =
            Set.of("java.util.List", "java.util.Set", "java.util.Collection");
    private static final String OPTIONAL = "java.util.Optional";
    private static final DotName NULLABLE =
            DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName JSON_VALUE =
            DotName.createSimple("com.fasterxml.jackson.annotation.JsonValue");
    private static final DotName JSON_PROPERTY =
            DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");

    Shape of(Type type) {
        return of(type, 0);
    }

    private Shape of(Type type, int depth) {
        var name = type.name().toString();
        if (depth > DEEPEST) {
            return new Shape.Unknown();
        }
        if (TEXT.contains(name)) {
            return new Shape.Text();
        }
        if (WHOLE.contains(name)) {
            return new Shape.Whole();
        }
        if (FRACTION.contains(name)) {
            return new Shape.Fraction();
        }
        if (TRUTH.contains(name)) {
            return new Shape.Truth();
        }
        if (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            var argument = type.asParameterizedType().arguments().getFirst();
            return MANY.contains(name)
                    ? new Shape.Many(of(argument, depth + 1))
                    : name.equals(OPTIONAL) ? of(argument, depth + 1) : new Shape.Unknown();
        }
        return ofClass(index.getClassByName(type.name()), depth);
    }

    private Shape ofClass(ClassInfo info, int depth) {
        if (info == null || info.annotationsMap().containsKey(JSON_VALUE)) {
            return new Shape.Unknown();
        }
        if (info.isEnum()) {
            return new Shape.Text();
        }
        return info.isRecord() ? ofRecord(info, depth) : new Shape.Unknown();
    }

    private Shape ofRecord(ClassInfo info, int depth) {
        var fields = new ArrayList<Shape.Field>();
        for (var component : info.fieldsInDeclarationOrder()) {
            if (!component.isSynthetic()
                    && !java.lang.reflect.Modifier.isStatic(component.flags())) {
                fields.add(
                        new Shape.Field(
                                jsonName(component),
                                of(component.type(), depth + 1),
                                isRequired(component)));
            }
        }
        return new Shape.Fields(info.simpleName(), List.copyOf(fields));
    }

    private static String jsonName(FieldInfo component) {
        var said = component.annotation(JSON_PROPERTY);
        return said == null || said.value() == null ? component.name() : said.value().asString();
    }

    private static boolean isRequired(FieldInfo component) {
        return !component.type().name().toString().equals(OPTIONAL)
                && !component.hasAnnotation(NULLABLE)
                && !component.type().hasAnnotation(NULLABLE);
    }
}
