package dev.tideway.knlocal.wiring;

import dev.tideway.knlocal.domain.Code;
import dev.tideway.knlocal.filter.Filter;
import dev.tideway.knlocal.filter.Mentions;
import dev.tideway.knlocal.filter.OfType;
import dev.tideway.knlocal.manifest.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a method takes: events of a type, and of those the ones with these attributes.
///
/// @param place of the method
record Need(String type, Map<String, String> attributes, Place place) {
    static final String TYPE = "type";

    /// Of each method that does not take whatever comes, as they stand in the source. Where one takes a type whatever its
    /// attributes, the type is all there is to want.
    static List<Need> of(Code code) {
        var all =
                code.handlers().stream()
                        .filter(it -> !it.takesAny())
                        .flatMap(it ->
                                it.types().stream()
                                        .sorted()
                                        .map(type -> new Need(type, it.attributes(), it.place())))
                        .toList();
        return all.stream()
                .filter(it ->
                        it.attributes().isEmpty()
                                || all.stream()
                                        .noneMatch(other ->
                                                other.type().equals(it.type())
                                                        && other.attributes().isEmpty()))
                .toList();
    }

    /// As an exact filter has it, the type first.
    Map<String, String> exact() {
        var exact = new LinkedHashMap<String, String>();
        exact.put(TYPE, type);
        exact.putAll(new TreeMap<>(attributes));
        return exact;
    }

    /// Whether one of the alternatives is for it: of its type, and saying something of each of its attributes.
    boolean isMetBy(Filter filter) {
        return alternatives(filter).stream()
                .anyMatch(it ->
                        OfType.possible(it, type)
                                && attributes.entrySet().stream()
                                        .allMatch(wanted ->
                                                says(it, wanted.getKey(), wanted.getValue())));
    }

    /// A prefix or an expression that was written by hand is believed to be meant.
    private static boolean says(Filter filter, String attribute, String value) {
        var exactly = filter.requirements().get(attribute);
        return exactly == null ? Mentions.in(filter, attribute) : exactly.contains(value);
    }

    static List<Filter> alternatives(Filter filter) {
        return filter instanceof Filter.Any(var filters) ? filters : List.of(filter);
    }

    @Override
    public String toString() {
        return attributes.isEmpty() ? type : type + " with " + new TreeMap<>(attributes);
    }
}
