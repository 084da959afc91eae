package dev.tideway.knlocal.settings;

import java.util.List;

/// What is wrong with the settings, one line each: where, what, and the mend.
public final class SettingsException extends Exception {
    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
