package dev.tideway.cataloguecdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HealthTest {
    private Instant now = Instant.EPOCH;
    private final Health health = new Health(() -> now);

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void one_that_hears_nothing_for_minutes_is_stuck() {
        health.begun();
        health.done();
        pass(Duration.ofMinutes(2));
        assertThat(health.alive()).isTrue();
        pass(Duration.ofMinutes(2));
        assertThat(health.alive()).isFalse();
    }

    @Test
    void one_that_waits_for_its_sink_is_not() {
        health.begun();
        pass(Duration.ofHours(2));
        assertThat(health.alive()).isTrue();
    }

    @Test
    void one_that_has_not_heard_of_the_database_yet_is_alive_and_not_ready() {
        assertThat(health.alive()).isTrue();
        assertThat(health.ready()).isFalse();
        health.begun();
        assertThat(health.ready()).isTrue();
    }

    @Test
    void probes_are_answered_by_their_path() throws Exception {
        // Given
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Health.serve(port, health);
        // Then
        assertThat(answer(port, "liveness")).isEqualTo(200);
        assertThat(answer(port, "readiness")).isEqualTo(503);
        health.begun();
        assertThat(answer(port, "readiness")).isEqualTo(200);
    }

    private static int answer(int port, String probe) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + port + "/health/" + probe);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
