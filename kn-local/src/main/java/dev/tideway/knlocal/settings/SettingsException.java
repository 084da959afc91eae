package dev.tideway.knlocal.settings;

import dev.tideway.knlocal.yaml.OneLine;
import java.util.List;
import java.util.stream.Collectors;

/// What is wrong with the settings, one line each: where, what, and the mend.
public final class SettingsException extends Exception {
    public SettingsException(List<String> problems) {
        super(
                problems.stream()
                        .map(OneLine::of)
                        .collect(Collectors.joining(System.lineSeparator())));
    }
}
