package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Code;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.domain.Shape;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.schema.Property;
import java.util.ArrayList;
import java.util.List;

/// Whether Java records can be what the schemas of their types say.
final class RecordRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "record-breaks-schema",
                            Severity.ERROR,
                            "What the function sends can never be what its schema promises to those who read it.",
                            domain -> emissions(domain, RecordRules::broken)),
                    new Rule(
                            "undescribed-field",
                            Severity.WARNING,
                            "Nobody can rely on a field that the published language does not know.",
                            domain -> emissions(domain, RecordRules::undescribed)),
                    new Rule(
                            "reader-wants-more",
                            Severity.ERROR,
                            "The function refuses events that are all right by their schema, and they become dead letters.",
                            RecordRules::readers));

    private RecordRules() {}

    /// Compares a record's fields with a schema's, and says in words what differs.
    private interface Comparison {
        List<String> between(List<Shape.Field> fields, List<Property> properties, String path);
    }

    private static List<Breach> emissions(Domain domain, Comparison comparison) {
        var contracts = Contracts.of(domain);
        var breaches = new ArrayList<Breach>();
        for (var function : domain.functions().values()) {
            for (var it : function.code().map(Code::emissions).orElse(List.of())) {
                if (it.shape() instanceof Shape.Fields(var name, var fields)) {
                    contracts
                            .schema(it.type())
                            .ifPresent(schema ->
                                    comparison
                                            .between(fields, schema.properties(), "")
                                            .forEach(what ->
                                                    breaches.add(
                                                            new Breach(
                                                                    it.place(),
                                                                    it.type(),
                                                                    "%s of %s: %s"
                                                                            .formatted(
                                                                                    name, it.type(),
                                                                                    what),
                                                                    "bring record and schema together"))));
                }
            }
        }
        return breaches;
    }

    /// What the schema wants and the record has not, or has as something else.
    private static List<String> broken(
            List<Shape.Field> fields, List<Property> properties, String path) {
        var wrong = new ArrayList<String>();
        for (var property : properties) {
            var place = path + property.name();
            var field = fields.stream().filter(it -> it.name().equals(property.name())).findFirst();
            if (field.isEmpty()) {
                if (property.required()) {
                    wrong.add("it has no %s, which the schema requires".formatted(place));
                }
            } else {
                wrong.addAll(broken(field.get(), property, place));
            }
        }
        return wrong;
    }

    private static List<String> broken(Shape.Field field, Property property, String place) {
        if (property.required() && !field.required()) {
            return List.of("%s may be missing in it, and the schema requires it".formatted(place));
        }
        if (!Shapes.writes(field.shape(), property)) {
            return List.of(
                    "%s is %s in it, and %s in the schema"
                            .formatted(place, Shapes.said(field.shape()), Shapes.said(property)));
        }
        return Shapes.below(field.shape())
                .map(it -> broken(it, property.properties(), Shapes.path(place, field.shape())))
                .orElse(List.of());
    }

    private static List<String> undescribed(
            List<Shape.Field> fields, List<Property> properties, String path) {
        var wrong = new ArrayList<String>();
        // A schema that names no field describes an open object.
        if (properties.isEmpty()) {
            return wrong;
        }
        for (var field : fields) {
            var place = path + field.name();
            var property =
                    properties.stream().filter(it -> it.name().equals(field.name())).findFirst();
            if (property.isEmpty()) {
                wrong.add("the schema knows no %s".formatted(place));
            } else {
                Shapes.below(field.shape())
                        .ifPresent(it ->
                                wrong.addAll(
                                        undescribed(
                                                it,
                                                property.get().properties(),
                                                Shapes.path(place, field.shape()))));
            }
        }
        return wrong;
    }

    private static List<Breach> readers(Domain domain) {
        var contracts = Contracts.of(domain);
        var breaches = new ArrayList<Breach>();
        for (var function : domain.functions().values()) {
            for (var handler : function.code().map(Code::handlers).orElse(List.of())) {
                if (handler.data() instanceof Shape.Fields(var name, var fields)) {
                    for (var type : handler.types()) {
                        contracts
                                .schema(type)
                                .ifPresent(schema ->
                                        wanting(fields, schema.properties(), "")
                                                .forEach(what ->
                                                        breaches.add(
                                                                reader(
                                                                        function,
                                                                        handler.place(),
                                                                        type,
                                                                        name,
                                                                        what))));
                    }
                }
            }
        }
        return breaches;
    }

    private static Breach reader(
            DomainFunction function, Place place, String type, String record, String what) {
        return new Breach(
                place,
                type,
                "%s reads %s as %s: %s".formatted(function.name(), type, record, what),
                "mark the component @Nullable, or have the schema require it");
    }

    /// What the record wants and the schema does not promise, or promises as something else.
    private static List<String> wanting(
            List<Shape.Field> fields, List<Property> properties, String path) {
        var wrong = new ArrayList<String>();
        for (var field : fields) {
            var place = path + field.name();
            var property =
                    properties.stream().filter(it -> it.name().equals(field.name())).findFirst();
            if (property.isEmpty()) {
                if (field.required()) {
                    wrong.add("it wants %s, which the schema does not know".formatted(place));
                }
            } else if (field.required() && !property.get().required()) {
                wrong.add("it wants %s, which the schema does not require".formatted(place));
            } else if (!Shapes.reads(field, property.get())) {
                wrong.add(
                        "it wants %s to be %s, and the schema says %s"
                                .formatted(
                                        place,
                                        Shapes.said(field.shape()),
                                        Shapes.said(property.get())));
            } else {
                Shapes.below(field.shape())
                        .ifPresent(it ->
                                wrong.addAll(
                                        wanting(
                                                it,
                                                property.get().properties(),
                                                Shapes.path(place, field.shape()))));
            }
        }
        return wrong;
    }
}
