package dev.tideway.knlocal;

import dev.tideway.knlocal.dispatch.Addresses;
import dev.tideway.knlocal.manifest.Key;
import dev.tideway.knlocal.manifest.Resources;
import dev.tideway.knlocal.manifest.SinkBinding;
import dev.tideway.knlocal.manifest.Source;
import java.util.LinkedHashMap;
import java.util.Map;

/// `K_SINK` and `K_CE_OVERRIDES`: what SinkBindings give to functions, and ContainerSources to their programs.
record Bindings(Resources resources, Addresses addresses) {
    Map<String, String> of(Key function) {
        var variables = new LinkedHashMap<String, String>();
        for (var source : resources.sources().values()) {
            if (source instanceof SinkBinding binding && binding.functions().contains(function)) {
                variables.putAll(of(binding));
            }
        }
        return variables;
    }

    Map<String, String> of(Source source) {
        // The manifest reader has left out what names nothing.
        var sink =
                addresses
                        .reachable(source.sink())
                        .orElseThrow(
                                () -> new IllegalStateException(source.sink() + " is nowhere"));
        return Map.of("K_SINK", sink.toString(), "K_CE_OVERRIDES", source.overrides().json());
    }
}
