package dev.tideway.knlocal.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.knlocal.status.ControlPort.Page;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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
                                "/plain", new Plain(),
                                "/api/echo", it -> "\"" + it.apply("q") + "\"",
                                "/api/both", _ -> "read",
                                "/api/strict", _ -> refuse(),
                                "/api/broken", _ -> fail()),
                        Map.of(
                                "/api/do", json -> "done " + json,
                                "/api/both", _ -> "done",
                                "/api/deny", _ -> refuse()),
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

    private static final class Plain implements ControlPort.Report {
        @Override
        public String text(UnaryOperator<@Nullable String> parameters) {
            return "a 1\n";
        }

        @Override
        public String type() {
            return "text/plain; version=0.0.4";
        }
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

    @Test
    void a_report_is_json_unless_it_says_what_else_it_is() throws Exception {
        assertThat(get("/api/echo?q=a").headers().firstValue("content-type"))
                .contains("application/json; charset=utf-8");
        assertThat(get("/plain").headers().firstValue("content-type"))
                .contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(get("/plain").body()).isEqualTo("a 1\n");
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
    void a_report_cannot_be_posted_to() throws Exception {
        var answer = post("/api/echo", "x", "Content-Type", "application/json");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("GET");
    }

    @Test
    void what_is_posted_as_json_is_done() throws Exception {
        var answer = post("/api/do", "{}", "Content-Type", "application/json; charset=utf-8");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("done {}");
        var denied = post("/api/deny", "{}", "Content-Type", "application/json");
        assertThat(denied.statusCode()).isEqualTo(400);
        assertThat(denied.body()).isEqualTo("q is no number\n");
        assertThat(get("/api/do").statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,                        Accept,         text/plain,          415",
        "application/x-www-form-urlencoded, Accept,         text/plain,          415",
        "application/json,                  Origin,         http://evil.example, 403",
        "application/json,                  Sec-Fetch-Site, cross-site,          403",
        "application/json,                  Host,           evil.example,        403"
    })
    void a_page_from_elsewhere_gets_nothing_done(
            String type, String header, String value, int status) throws Exception {
        var answer = post("/api/do", "{}", "Content-Type", type, header, value);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("done");
    }

    @Test
    void one_path_may_be_read_and_posted_to() throws Exception {
        assertThat(get("/api/both").body()).isEqualTo("read");
        assertThat(post("/api/both", "{}", "Content-Type", "application/json").body())
                .isEqualTo("done");
    }

    @Test
    void what_is_too_long_or_of_unknown_length_is_not_read() throws Exception {
        var json = "application/json";
        var long4 = post("/api/do", " ".repeat((4 << 20) + 1), "Content-Type", json);
        assertThat(long4.statusCode()).isEqualTo(413);
        var unknown = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[1]));
        assertThat(post("/api/do", unknown, "Content-Type", json).statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> post(String path, String body, String... headers)
            throws Exception {
        return post(path, BodyPublishers.ofString(body), headers);
    }

    private HttpResponse<String> post(
            String path, HttpRequest.BodyPublisher body, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .headers(headers)
                        .POST(body)
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
