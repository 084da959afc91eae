package dev.tideway.cataloguecdc;

import io.debezium.connector.postgresql.PostgresConnector;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.CloudEvents;
import io.debezium.engine.format.Json;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Debezium's engine, set up to tell the catalogue's changes to a sink.
final class Capture {
    static final String NAME = "catalogue-cdc";
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

    /// Of the publication and of the slot.
    private static final String PUBLICATION = "catalogue_cdc";

    /// In the events: `/debezium/postgresql/catalogue`.
    private static final String PREFIX = "catalogue";

    /// With as much again for Debezium's own end, well within the 30 s that Kubernetes gives.
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final Settings settings;
    private final Batches batches;
    private final CompletableFuture<Optional<String>> ended = new CompletableFuture<>();
    private final DebeziumEngine<ChangeEvent<String, String>> engine;

    private Capture(Settings settings, String tables, Health health) {
        this.settings = settings;
        var sink = new Sink(settings.sink(), settings.token());
        this.batches = new Batches(sink, PREFIX + ".", settings.overrides(), health);
        this.engine =
                DebeziumEngine.create(Json.class, CloudEvents.class)
                        .using(properties(tables))
                        .using(OffsetCommitPolicy.always())
                        .using(this::completed)
                        .notifying(batches)
                        .build();
    }

    /// @throws SQLException when the database cannot be asked
    static Capture of(Settings settings, Health health)
            throws SQLException, Settings.WrongException {
        var tables = settings.database().published(PUBLICATION);
        if (tables.isEmpty()) {
            throw new Settings.WrongException(
                    "%s has no publication %s, or none of a table: its migrations have not run"
                            .formatted(settings.database(), PUBLICATION));
        }
        if (settings.database().hasLost(PUBLICATION)) {
            throw new Settings.WrongException(
                    ("the replication slot %s of %s is gone or invalid, and with it what has changed since it was last read;"
                                    + " delete from cdc_offset (and drop the slot): then every row is told again")
                            .formatted(PUBLICATION, settings.database()));
        }
        return new Capture(settings, String.join(",", tables), health);
    }

    /// Blocks until it has ended: with the reason, or without one when it was told to stop.
    Optional<String> run() {
        LOG.info("telling the changes of {} to {}", settings.database(), settings.sink());
        engine.run();
        return ended.join();
    }

    /// Lets the batch that is on its way come to its end, so that none of it is told again, and ends. A sink that is away is not
    /// waited for: its batch comes again.
    void stop() {
        try {
            batches.finish(LONGEST_END);
            engine.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException | IllegalStateException e) {
            // It ends on its own just now, or has hardly begun: nothing is lost either way.
            LOG.info("{}", e.getMessage());
        }
    }

    private void completed(boolean success, @Nullable String message, @Nullable Throwable error) {
        ended.complete(success ? Optional.empty() : Optional.of(Reasons.of(message, error)));
    }

    private Properties properties(String tables) {
        var properties = new Properties();
        properties.setProperty("name", NAME);
        properties.setProperty("connector.class", PostgresConnector.class.getName());
        properties.setProperty("topic.prefix", PREFIX);
        database(properties, settings.database());
        replication(properties, tables);
        properties.setProperty("converter.json.schemas.enable", "false");
        properties.setProperty("key.converter.schemas.enable", "false");
        // A row waits so long at most for others of its batch. Debezium spins through the last
        // millisecond of each wait: at 5 ms an idle
        // source took a fifth of a core.
        properties.setProperty("poll.interval.ms", "50");
        properties.setProperty("max.batch.size", "512");
        properties.setProperty("max.queue.size", "2048");
        properties.setProperty("tombstones.on.delete", "false");
        properties.setProperty("decimal.handling.mode", "string");
        // What fails ends the program, which is started again: one way to come back, and a visible
        // one.
        properties.setProperty("errors.max.retries", "0");
        properties.setProperty("task.management.timeout.ms", "10000");
        properties.setProperty("record.processing.shutdown.timeout.ms", "100");
        properties.setProperty("record.processing.threads", "1");
        return properties;
    }

    private static void database(Properties properties, Database database) {
        properties.setProperty("database.hostname", database.host());
        properties.setProperty("database.port", database.port());
        properties.setProperty("database.dbname", database.name());
        properties.setProperty("database.user", database.user());
        properties.setProperty("database.password", database.password());
        properties.setProperty("offset.storage", JdbcOffsets.class.getName());
        properties.setProperty("offset.flush.interval.ms", "0");
        properties.setProperty(JdbcOffsets.URL, database.url());
        properties.setProperty(JdbcOffsets.USER, database.user());
        properties.setProperty(JdbcOffsets.PASSWORD, database.password());
    }

    private static void replication(Properties properties, String tables) {
        properties.setProperty("plugin.name", "pgoutput");
        properties.setProperty("publication.name", PUBLICATION);
        properties.setProperty("publication.autocreate.mode", "disabled");
        properties.setProperty("table.include.list", tables);
        properties.setProperty("slot.name", PUBLICATION);
        // From PostgreSQL 17 on, a standby that takes over can have it too.
        properties.setProperty("slot.failover", "true");
        // The one before may need a moment to be noticed gone.
        properties.setProperty("slot.max.retries", "30");
        properties.setProperty("slot.retry.delay.ms", "500");
        properties.setProperty("snapshot.mode", "initial");
        // While nothing happens to the catalogue, other tables of the server fill its log: the slot
        // has to move on, or the
        // server would keep all of that.
        properties.setProperty("heartbeat.interval.ms", "10000");
        properties.setProperty(
                "heartbeat.action.query",
                "select pg_logical_emit_message(false, '" + NAME + "', '')");
    }
}
