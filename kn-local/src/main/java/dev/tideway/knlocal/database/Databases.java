package dev.tideway.knlocal.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The database `store`: a schema per context, and a role of the same name that owns it and may do nothing elsewhere.
/// Functions reach it through Secrets.
public final class Databases {
    static final String STORE = "store";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final Pattern NAME = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{0,62}");

    private final Postgres server;
    private final Map<String, DatabaseSecret> secrets;

    private Databases(Postgres server, Map<String, DatabaseSecret> secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    /// Makes what is missing of database, roles and schemas; quick when nothing is.
    ///
    /// @param schemas Secret name -> schema; Secrets of one schema share its role
    public static Databases prepare(Postgres server, Map<String, String> schemas)
            throws DatabaseException {
        return prepare(server, schemas, Set.of());
    }

    /// As [#prepare(Postgres, Map)], with roles that do change data capture.
    ///
    /// @param replicating those of the schemas whose role may read the server's log, and publish its own tables
    public static Databases prepare(
            Postgres server, Map<String, String> schemas, Set<String> replicating)
            throws DatabaseException {
        var names = new LinkedHashSet<String>();
        for (var secret : schemas.entrySet()) {
            names.add(checked(secret.getKey(), secret.getValue()));
        }
        try (var admin = store(server)) {
            new Roles(admin, server.passwords()).ensure(names, replicating);
        } catch (SQLException | IOException e) {
            throw new DatabaseException(
                    "the database %s cannot be prepared: %s".formatted(STORE, e.getMessage()), e);
        }
        var secrets = new LinkedHashMap<String, DatabaseSecret>();
        schemas.forEach((name, schema) -> secrets.put(name, secret(server, schema)));
        return new Databases(server, secrets);
    }

    /// The names of the Secrets there are.
    public Set<String> names() {
        return secrets.keySet();
    }

    /// A Secret's values by key: `jdbc-uri`, `uri`, `host`, `port`, `dbname`, `username`, `user`, `password`, `pgpass`.
    public Map<String, String> secret(String name) throws DatabaseException {
        return login(name).values();
    }

    DatabaseSecret login(String secret) throws DatabaseException {
        var found = secrets.get(secret);
        if (found == null) {
            throw new DatabaseException(
                    "no database behind the Secret \"%s\": there are %s"
                            .formatted(secret, secrets.keySet()));
        }
        return found;
    }

    /// As the superuser, in `store`.
    Connection admin() throws SQLException {
        return connect(server, STORE);
    }

    private static Connection store(Postgres server) throws SQLException {
        try {
            return connect(server, STORE);
        } catch (SQLException e) {
            if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
        }
        try (var admin = connect(server, Cluster.SUPERUSER);
                var statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE " + STORE);
        }
        return connect(server, STORE);
    }

    private static Connection connect(Postgres server, String database) throws SQLException {
        var role = Cluster.SUPERUSER;
        return server.connect(database, role, server.passwords().of(role).orElse(""));
    }

    private static DatabaseSecret secret(Postgres server, String schema) {
        var password = server.passwords().of(schema).orElseThrow();
        return new DatabaseSecret(server.port(), STORE, schema, password);
    }

    private static String checked(String secret, String schema) throws DatabaseException {
        if (!NAME.matcher(schema).matches()
                || Set.of("public", "information_schema", Cluster.SUPERUSER, Fingerprints.SCHEMA)
                        .contains(schema)) {
            throw new DatabaseException(
                    "the Secret \"%s\" names the schema \"%s\": take small letters, digits and _, and no name of PostgreSQL's own"
                            .formatted(secret, schema));
        }
        return schema;
    }
}
