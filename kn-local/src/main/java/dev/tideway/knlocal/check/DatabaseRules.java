package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Constant;
import dev.tideway.knlocal.domain.Context;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.manifest.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whether contexts share nothing but events.
final class DatabaseRules {
    static final List<Rule> ALL =
            List.of(
                    new Rule(
                            "cross-context-read",
                            Severity.WARNING,
                            "Contexts share events and nothing else: who reads another's tables breaks when they change, and nobody there knows.",
                            DatabaseRules::crossings));

    /// What stands before a table's name.
    private static final String BEFORE_TABLE =
            "(?i)\\b(?:from|join|into|update|table|only|references|truncate|exists)\\s+\"?";

    /// How SQL, or a part of it, begins; a sentence for people that has a name like a schema's in it seldom does.
    private static final Pattern SQL =
            Pattern.compile(
                    "(?is)\\s*(select|insert|update|delete|merge|truncate|create|alter|drop|with|from|join|left|right|inner|union|lock|copy)\\b.*");

    private static final String MEND =
            "keep what is needed of the other's events in a database of its own";

    private DatabaseRules() {}

    private static List<Breach> crossings(Domain domain) throws IOException {
        var databases = Databases.of(domain);
        var owners = owners(domain, databases);
        var breaches = new ArrayList<Breach>();
        for (var function : domain.functions().values()) {
            var context = domain.contextOf(function.key());
            if (context.isPresent()) {
                databases
                        .of(function)
                        .forEach((database, place) -> {
                            var owner = String.valueOf(owners.get(database));
                            if (!owner.equals(context.get().name())) {
                                breaches.add(
                                        opened(function, context.get(), database, owner, place));
                            }
                        });
                var others = new TreeSet<>(databases.schemas());
                others.removeAll(databases.of(domain, context.get()));
                breaches.addAll(named(domain, function, context.get(), others));
            }
        }
        return breaches;
    }

    /// The context that a database is named after, or the first whose function opens it.
    private static Map<String, String> owners(Domain domain, Databases databases) {
        var owners = new LinkedHashMap<String, String>();
        for (var context : domain.contexts()) {
            for (var database : databases.of(domain, context)) {
                if (database.equals(context.name())) {
                    owners.put(database, context.name());
                } else {
                    owners.putIfAbsent(database, context.name());
                }
            }
        }
        return owners;
    }

    private static Breach opened(
            DomainFunction function, Context context, String database, String owner, Place place) {
        return new Breach(
                place,
                function.name(),
                "%s of %s opens the database %s, as %s does"
                        .formatted(function.name(), context.name(), database, owner),
                MEND);
    }

    /// SQL that names a schema which another context opens, and its own does not.
    private static List<Breach> named(
            Domain domain, DomainFunction function, Context context, Set<String> schemas)
            throws IOException {
        var found = new LinkedHashMap<String, Place>();
        for (var schema : schemas) {
            var table =
                    Pattern.compile(
                            BEFORE_TABLE + Pattern.quote(schema) + "\"?\\s*\\.\\s*\"?(\\w+)");
            for (var constant : Constant.of(function, domain.root())) {
                if (SQL.matcher(constant.text()).matches()) {
                    tables(table, schema, constant.text())
                            .forEach(it -> found.putIfAbsent(it, constant.place(it, schema)));
                }
            }
            for (var line : new FunctionFiles(domain, function).migrations()) {
                tables(table, schema, line.text())
                        .forEach(it -> found.putIfAbsent(it, line.place()));
            }
        }
        return found.entrySet().stream()
                .map(it -> reads(function, context, it.getKey(), it.getValue()))
                .toList();
    }

    private static Stream<String> tables(Pattern table, String schema, String sql) {
        return table.matcher(sql).results().map((MatchResult it) -> schema + "." + it.group(1));
    }

    private static Breach reads(
            DomainFunction function, Context context, String table, Place place) {
        return new Breach(
                place,
                function.name(),
                "SQL of %s (%s) names %s, which is another context's"
                        .formatted(function.name(), context.name(), table),
                MEND);
    }
}
