package dev.tideway.knlocal.check;

import dev.tideway.knlocal.domain.Domain;
import dev.tideway.knlocal.domain.DomainFunction;
import dev.tideway.knlocal.manifest.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A func.yaml as it stands there.
record FuncYaml(DomainFunction function, YamlFile file) {
    private static final String NAME = "func.yaml";

    /// Those of functions that no Service in the manifests stands in for.
    static List<FuncYaml> all(Domain domain) throws IOException {
        var all = new ArrayList<FuncYaml>();
        for (var function : domain.functions().values()) {
            if (function.spec().place().file().endsWith(NAME)) {
                var path = function.spec().directory().toAbsolutePath().normalize();
                YamlFile.read(path.resolve(NAME), domain.root())
                        .forEach(it -> all.add(new FuncYaml(function, it)));
            }
        }
        return all;
    }

    Optional<String> text(String... keys) {
        return file.text(keys);
    }

    /// At its `deploy`, where what is missing belongs.
    Breach breach(String what, String mend) {
        var line = file.at("deploy").map(it -> it.line()).orElse(file.root().line());
        return new Breach(
                new Place(file.file(), line),
                function.name(),
                "function %s %s".formatted(function.name(), what),
                mend);
    }
}
