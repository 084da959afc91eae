package dev.tideway.knlocal.database;

import com.sun.security.auth.module.UnixSystem;
import java.util.List;

/// PostgreSQL refuses to run as root, and as a user without a name (containers have those). In a user namespace of its
/// own, either looks like `nobody` to it, and still owns its files.
record OrdinaryUser(List<String> prefix) {
    private static final long ROOT = 0;

    static OrdinaryUser ofThisJvm() {
        var me = new UnixSystem();
        return me.getUid() == ROOT || me.getUsername() == null
                ? new OrdinaryUser(List.of("unshare", "-U"))
                : new OrdinaryUser(List.of());
    }

    /// Whether an output tells that the system did not allow it.
    static boolean refused(String output) {
        return output.contains("unshare: ");
    }

    static DatabaseException refusal(String output) {
        var line =
                output.lines()
                        .filter(each -> each.contains("unshare: "))
                        .findFirst()
                        .orElse(output);
        return new DatabaseException(
                "PostgreSQL does not run as root or as a user without a name, and this system gives it no user namespace (%s): start kn-local as an ordinary user"
                        .formatted(line.strip()));
    }
}
