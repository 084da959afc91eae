package dev.tideway.cataloguecdc;

import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the catalogue's changes until it is stopped. What keeps it from that ends it, with one line and an exit code:
/// whoever runs it starts it again, after a while.
public final class Main {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] args) throws IOException {
        if (System.getProperty("java.util.logging.config.file") == null) {
            try (var logging = Main.class.getResourceAsStream("/logging.properties")) {
                LogManager.getLogManager().readConfiguration(logging);
            }
        }
        var code = run(System.getenv());
        if (code != 0) {
            System.exit(code);
        }
    }

    private static int run(Map<String, String> environment) {
        var log = LoggerFactory.getLogger(Main.class);
        try {
            var settings = Settings.of(environment);
            var health = new Health(InstantSource.system());
            if (settings.health().isPresent()) {
                Health.serve(settings.health().getAsInt(), health);
            }
            var capture = Capture.of(settings, health);
            var main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(capture, main), "stop"));
            return capture.run().map(why -> failed(log, why)).orElse(0);
        } catch (Settings.WrongException e) {
            log.error("{}", e.getMessage());
            return MISUSED;
        } catch (IOException e) {
            return failed(log, "HEALTH_PORT cannot be listened on: " + e.getMessage());
        } catch (SQLException e) {
            return failed(log, "the database cannot be asked: " + Reasons.of(e.getMessage(), e));
        }
    }

    private static int failed(Logger log, String why) {
        log.error("stopped: {}", why);
        return FAILED;
    }

    private static void stop(Capture capture, Thread main) {
        if (main.isAlive()) {
            capture.stop();
        }
    }
}
