package dev.tideway.knlocal.database;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.postgresql.util.PasswordUtil;

/// Schemas, and the roles of the same names that own them; by way of a superuser's connection to the store.
///
/// A password is hashed with a single round: many rounds protect one that can be guessed, which these random ones
/// cannot, and every login of a function that starts from zero would pay for them.
record Roles(Connection admin, Passwords passwords) {
    private static final String EXISTING =
            """
            SELECT r.rolname FROM pg_roles r JOIN pg_namespace n
            ON n.nspname = r.rolname AND n.nspowner = r.oid\
            """;

    private static final int ROUNDS = 1;
    private static final int SALT_BYTES = 16;

    void ensure(Set<String> names, Set<String> replicating) throws SQLException, IOException {
        var existing = existing();
        for (var name : names) {
            if (!existing.contains(name) || passwords.of(name).isEmpty()) {
                make(name);
            }
        }
        var readers = readers();
        for (var name : names) {
            if (readers.contains(name) != replicating.contains(name)) {
                replicate(name, replicating.contains(name));
            }
        }
    }

    /// To read the server's log takes the attribute; to publish tables of one's own, the right to create in the database.
    private void replicate(String name, boolean may) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(
                    (may
                                    ? """
                                    ALTER ROLE "%1$s" REPLICATION;
                                    GRANT CREATE ON DATABASE store TO "%1$s";
                                    """
                                    : """
                                    ALTER ROLE "%1$s" NOREPLICATION;
                                    REVOKE CREATE ON DATABASE store FROM "%1$s";
                                    """)
                            .formatted(name));
        }
    }

    private Set<String> readers() throws SQLException {
        return names("SELECT rolname FROM pg_roles WHERE rolreplication");
    }

    private Set<String> existing() throws SQLException {
        return names(EXISTING);
    }

    private Set<String> names(String select) throws SQLException {
        var names = new HashSet<String>();
        try (var statement = admin.createStatement();
                var rows = statement.executeQuery(select)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /// All of it or nothing. The password is in its file first: a role whose password nobody knows would be lost.
    /// It goes to the server hashed, so that no log of statements can hold it.
    private void make(String name) throws SQLException, IOException {
        var password =
                passwords.of(name).isPresent() ? passwords.of(name).get() : passwords.make(name);
        admin.setAutoCommit(false);
        try (var statement = admin.createStatement()) {
            statement.execute(
                    """
                    DO $$ BEGIN
                      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                        CREATE ROLE "%1$s" LOGIN;
                      END IF;
                    END $$;
                    REVOKE ALL ON DATABASE postgres, template1, store FROM PUBLIC;
                    REVOKE ALL ON SCHEMA public FROM PUBLIC;
                    GRANT CONNECT, TEMPORARY ON DATABASE store TO "%1$s";
                    CREATE SCHEMA IF NOT EXISTS "%1$s" AUTHORIZATION "%1$s";
                    ALTER ROLE "%1$s" IN DATABASE store SET search_path = "%1$s";
                    """
                            .formatted(name));
            statement.execute("ALTER ROLE \"%s\" PASSWORD '%s'".formatted(name, hashed(password)));
            admin.commit();
        } finally {
            admin.rollback();
            admin.setAutoCommit(true);
        }
    }

    private static String hashed(String password) {
        var salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return PasswordUtil.encodeScramSha256(password.toCharArray(), ROUNDS, salt);
    }
}
