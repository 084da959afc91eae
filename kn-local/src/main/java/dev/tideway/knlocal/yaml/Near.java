package dev.tideway.knlocal.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The name somebody probably meant.
public final class Near {
    private Near() {}

    /// A suggestion for the end of a message, or nothing when no name is near.
    public static String meant(String given, Collection<String> names) {
        return nearest(given, names).map(name -> "did you mean " + name + "?").orElse("");
    }

    /// At most a third of the letters may differ; case does not count.
    static Optional<String> nearest(String given, Collection<String> names) {
        var wrong = given.toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(name -> distance(wrong, name.toLowerCase(Locale.ROOT)) <= allowed(wrong))
                .min(
                        Comparator.<String>comparingInt(
                                        name -> distance(wrong, name.toLowerCase(Locale.ROOT)))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static int allowed(String given) {
        return given.length() > 200 ? -1 : Math.max(1, given.length() / 3);
    }

    /// Letters to add, drop, change or swap with their neighbour (optimal string alignment).
    private static int distance(String one, String other) {
        var rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                var same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                var least = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1);
                rows[i][j] = Math.min(least, rows[i - 1][j - 1] + same);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[one.length()][other.length()];
    }
}
