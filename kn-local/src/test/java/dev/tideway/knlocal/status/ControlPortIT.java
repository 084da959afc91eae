package dev.tideway.knlocal.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.status.ControlPort.Page;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whom the control port answers, and what.
class ControlPortIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private Vertx vertx;
    private int port;

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx();
        var handler =
                new ControlPort(
                        vertx,
                        () -> true,
                        Map.of(
                                "/api/echo", it -> "\"" + it.apply("q") + "\"",
                                "/api/strict", _ -> refuse(),
                                "/api/broken", _ -> fail()),
                        path ->
                                path.equals("/")
                                        ? Optional.of(new Page("text/html", Buffer.buffer("<p>")))
                                        : Optional.empty());
        port =
                vertx.createHttpServer()
                        .requestHandler(handler)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get()
                        .actualPort();
    }

    private static String refuse() {
        throw new IllegalArgumentException("q is no number");
    }

    private static String fail() {
        throw new IllegalStateException("disk");
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
        http.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_page_may_run_what_it_came_with_and_talk_to_nobody_else() throws Exception {
        var page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @Test
    void a_report_gets_the_query_and_says_what_is_wrong_with_it() throws Exception {
        assertThat(get("/api/echo?q=a%20b").body()).isEqualTo("\"a b\"");
        assertThat(get("/api/strict").statusCode()).isEqualTo(400);
        assertThat(get("/api/strict").body()).isEqualTo("q is no number\n");
        assertThat(get("/api/broken").statusCode()).isEqualTo(500);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/nowhere").body()).contains("/api/echo");
    }

    @ParameterizedTest
    @CsvSource({
        "Host,            evil.example,        403",
        "Host,            localhost.evil.example, 403",
        "Host,            127.0.0.1,           200",
        "Origin,          http://evil.example, 403",
        "Origin,          null,                403",
        "Sec-Fetch-Site,  cross-site,          403",
        "Sec-Fetch-Site,  same-origin,         200"
    })
    void nobody_from_elsewhere_is_answered(String header, String value, int status)
            throws Exception {
        assertThat(get("/api/echo?q=1", header, value).statusCode()).isEqualTo(status);
    }

    @Test
    void a_page_of_ours_is_answered() throws Exception {
        assertThat(get("/api/echo?q=1", "Origin", "http://localhost:" + port).statusCode())
                .isEqualTo(200);
    }

    @Test
    void nothing_can_be_posted() throws Exception {
        var post =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/echo"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build();
        var answer = http.send(post, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(Objects.requireNonNull(answer.headers().map().get("allow"))).contains("GET");
    }
}
