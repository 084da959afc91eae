package dev.tideway.cataloguecdc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/// How far the source has come, in the table `cdc_offset` of the catalogue's own database; its migrations make it.
///
/// A connection for each batch of changes: it is asked for seldom enough, and finds a database that has moved.
public final class JdbcOffsets implements OffsetBackingStore {
    static final String URL = "offset.storage.jdbc.uri";
    static final String USER = "offset.storage.jdbc.user";
    static final String PASSWORD = "offset.storage.jdbc.password";

    private static final String READ = "select position from cdc_offset where partition = ?";
    private static final String WRITE =
            """
            insert into cdc_offset (partition, position) values (?, ?)
            on conflict (partition) do update set position = excluded.position
            """;
    private static final String REMOVE = "delete from cdc_offset where partition = ?";

    private @Nullable Database database;

    @Override
    public void configure(WorkerConfig config) {
        var said = config.originalsStrings();
        database =
                new Database(
                        said.getOrDefault(URL, ""),
                        said.getOrDefault(USER, ""),
                        said.getOrDefault(PASSWORD, ""));
    }

    @Override
    public void start() {
        // Each question opens what it needs.
    }

    @Override
    public void stop() {
        // Nothing is open.
    }

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> partitions) {
        var positions = new HashMap<ByteBuffer, ByteBuffer>();
        try (var connection = database().connect();
                var read = connection.prepareStatement(READ)) {
            for (var partition : partitions) {
                read.setString(1, text(partition));
                try (var rows = read.executeQuery()) {
                    if (rows.next()) {
                        positions.put(partition, bytes(rows.getString(1)));
                    }
                }
            }
            return CompletableFuture.completedFuture(positions);
        } catch (SQLException e) {
            throw new ConnectException("cdc_offset cannot be read: " + e.getMessage(), e);
        }
    }

    /// Kafka Connect's interface says nothing of null, and means it: no value removes one, and there is no result.
    @Override
    @NullUnmarked
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
        try {
            write(values);
            callback.onCompletion(null, null);
            return CompletableFuture.completedFuture(null);
        } catch (SQLException e) {
            var why = new ConnectException("cdc_offset cannot be written: " + e.getMessage(), e);
            callback.onCompletion(why, null);
            return CompletableFuture.failedFuture(why);
        }
    }

    private void write(Map<ByteBuffer, ? extends @Nullable ByteBuffer> values) throws SQLException {
        try (var connection = database().connect();
                var write = connection.prepareStatement(WRITE);
                var remove = connection.prepareStatement(REMOVE)) {
            for (var value : values.entrySet()) {
                var position = value.getValue();
                var statement = position == null ? remove : write;
                statement.setString(1, text(value.getKey()));
                if (position != null) {
                    statement.setString(2, text(position));
                }
                statement.executeUpdate();
            }
        }
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connector) {
        // Asked for by Kafka Connect's REST interface, which an engine does not have.
        return Set.of();
    }

    private Database database() {
        if (database == null) {
            throw new IllegalStateException("not configured");
        }
        return database;
    }

    private static String text(ByteBuffer json) {
        return StandardCharsets.UTF_8.decode(json.duplicate()).toString();
    }

    private static ByteBuffer bytes(String json) {
        return StandardCharsets.UTF_8.encode(json);
    }
}
