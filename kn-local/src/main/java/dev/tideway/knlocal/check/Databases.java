package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Context;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Place;
import dev.tideway.knlocal.yaml.Node;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which Secret opens which schema, as `databases` of kn-local.yaml says. A Secret that is not there stands for a database of its own.
record Databases(Map<String, String> bySecret) {
    private static final String SETTINGS = "kn-local.yaml";
    private static final Pattern OPENS =
            Pattern.compile("(?i).*(DATASOURCE|JDBC|DATABASE|POSTGRES|PGHOST|(^|_)DB(_|$)).*");

    static Databases of(Domain domain) throws IOException {
        var schemas = new HashMap<String, String>();
        for (var document : YamlFile.read(domain.root().resolve(SETTINGS), domain.root())) {
            document.at("databases")
                    .filter(Node.Mapping.class::isInstance)
                    .map(Node.Mapping.class::cast)
                    .ifPresent(it ->
                            it.entries()
                                    .forEach((secret, entry) ->
                                            schema(entry.value())
                                                    .ifPresent(s -> schemas.put(secret, s))));
        }
        return new Databases(Map.copyOf(schemas));
    }

    private static Optional<String> schema(Node node) {
        return YamlFile.text(node).or(() -> YamlFile.at(node, "schema").flatMap(YamlFile::text));
    }

    Set<String> schemas() {
        return new TreeSet<>(bySecret.values());
    }

    /// The databases that a function opens: the schema where it is known, else the Secret; each with the place that says so.
    Map<String, Place> of(DomainFunction function) {
        var opened = new LinkedHashMap<String, Place>();
        for (var env : function.spec().envs()) {
            if (env.value() instanceof EnvValue.FromSecret(var secret, _)
                    && (bySecret.containsKey(secret) || OPENS.matcher(env.name()).matches())) {
                opened.putIfAbsent(bySecret.getOrDefault(secret, secret), env.place());
            }
        }
        return opened;
    }

    /// All that the functions of a context open.
    Set<String> of(Domain domain, Context context) {
        var opened = new TreeSet<String>();
        for (var function : domain.functions().values()) {
            if (context.functions().contains(function.name())) {
                opened.addAll(of(function).keySet());
            }
        }
        return opened;
    }
}
