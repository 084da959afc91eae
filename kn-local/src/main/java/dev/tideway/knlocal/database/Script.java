package dev.tideway.knlocal.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLException;

/// SQL of a file, statement by statement, each with the line it begins in.
record Script(String sql, int line) {

    /// The driver's own parser finds where each ends: in quotes, comments and function bodies a semicolon ends nothing.
    static List<Script> of(String script) throws DatabaseException {
        var statements = new ArrayList<Script>();
        int from = 0;
        try {
            for (var query : Parser.parseJdbcSql(script, true, false, true, false, false)) {
                var sql = query.nativeSql;
                int start = Math.max(from, script.indexOf(sql, from));
                from = start + sql.length();
                if (!sql.isBlank()) {
                    var blank = sql.length() - sql.stripLeading().length();
                    statements.add(new Script(sql, line(script, start + blank)));
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(String.valueOf(e.getMessage()), e);
        }
        return statements;
    }

    private static int line(String text, int offset) {
        return 1 + (int) text.substring(0, offset).chars().filter(it -> it == '\n').count();
    }

    /// `prices.sql:12: what PostgreSQL says`; where it says nothing of the place, the statement's first line.
    String failure(String name, SQLException failure) {
        var message = failure.getMessage();
        int at = line;
        if (failure instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
            var server = postgres.getServerErrorMessage();
            message =
                    server.getMessage()
                            + (server.getDetail() == null ? "" : " (" + server.getDetail() + ")");
            if (server.getPosition() > 0) {
                var leading = sql.substring(0, sql.length() - sql.stripLeading().length());
                at =
                        line
                                + line(sql, Math.min(sql.length(), server.getPosition() - 1))
                                - line(leading, leading.length());
            }
        }
        return "%s:%d: %s".formatted(name, at, message);
    }
}
