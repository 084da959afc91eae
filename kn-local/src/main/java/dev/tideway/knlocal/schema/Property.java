package dev.tideway.knlocal.schema;

import java.util.List;
import java.util.Set;

/// A field as a schema has it.
///
/// @param types in JSON Schema's words (`string`, `integer`, `null`…); empty: any
/// @param required whether it is always there
/// @param properties of an object, or of the objects in an array; none where the schema refers back to itself
public record Property(
        String name, Set<String> types, boolean required, List<Property> properties) {
    public Property {
        types = Set.copyOf(types);
        properties = List.copyOf(properties);
    }
}
