package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Context;
import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.manifest.FunctionSpec.EnvValue;
import dev.tideway.knlocal.manifest.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which Secret opens which schema, as `databases` of kn-local.yaml says. A Secret that is not there stands for a database of its own.
record Databases(Map<String, String> bySecret) {
    private static final Pattern OPENS =
            Pattern.compile("(?i).*(DATASOURCE|JDBC|DATABASE|POSTGRES|PGHOST|(^|_)DB(_|$)).*");

    static Databases of(Domain domain) {
        return new Databases(domain.databases());
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
