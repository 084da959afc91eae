package dev.tideway.knlocal.database;

import java.util.Map;
import java.util.TreeMap;

/// One role's way into the database, as a Secret with the keys that CloudNativePG gives an application's.
record DatabaseSecret(int port, String database, String role, String password) {
    /// The password holds letters and digits only, so nothing needs escaping.
    Map<String, String> values() {
        var host = Postgres.HOST;
        var values = new TreeMap<String, String>();
        values.put("host", host);
        values.put("port", Integer.toString(port));
        values.put("dbname", database);
        values.put("username", role);
        values.put("user", role);
        values.put("password", password);
        values.put(
                "uri",
                "postgresql://%s:%s@%s:%d/%s".formatted(role, password, host, port, database));
        values.put("jdbc-uri", "%s?password=%s&user=%s".formatted(jdbcUrl(), password, role));
        values.put("pgpass", "%s:%d:%s:%s:%s\n".formatted(host, port, database, role, password));
        return values;
    }

    /// Without user and password.
    String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(Postgres.HOST, port, database);
    }

    /// Never the password.
    @Override
    public String toString() {
        return "%s at %s:%d/%s".formatted(role, Postgres.HOST, port, database);
    }
}
