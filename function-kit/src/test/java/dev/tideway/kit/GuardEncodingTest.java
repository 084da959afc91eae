package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.testing.Mode;
import dev.tideway.kit.testing.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class GuardEncodingTest {
    private static final String ORDER =
            """
            {"orderId": "o-1", "lines": [{"sku": "tea", "quantity": 2}], "gift": false}\
            """;

    private static TestEvent order() {
        return TestEvent.of("shop.order.v1", ORDER);
    }

    private static Map<String, String> headers(String type, String contentType) {
        var headers =
                new HashMap<>(Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/"));
        headers.put("ce-type", type);
        if (!contentType.isEmpty()) {
            headers.put("content-type", contentType);
        }
        return headers;
    }

    private static String structured(String type, String rest) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\""
                + type
                + "\""
                + rest
                + "}";
    }

    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json; charset=utf-8");

    @Test
    void json_in_base64_is_json() {
        var base64 = Base64.getEncoder().encodeToString(ORDER.getBytes(StandardCharsets.UTF_8));
        var body = structured("shop.order.v1", ",\"data_base64\":\"" + base64 + "\"");
        assertThat(TestEvent.post(STRUCTURED, body).type()).isEqualTo("shop.seen.v1");
    }

    @Test
    void data_given_twice_or_not_in_base64_is_refused_with_400() {
        var both = structured("shop.order.v1", ",\"data\":1,\"data_base64\":\"MQ==\"");
        var broken = structured("shop.order.v1", ",\"data_base64\":\"?\"");
        assertThat(TestEvent.post(STRUCTURED, both).line())
                .isEqualTo("both data and data_base64 are given");
        assertThat(TestEvent.post(STRUCTURED, broken).line())
                .startsWith("data_base64 is not valid base64");
    }

    @Test
    void bytes_are_taken_whatever_they_are() {
        var type = "shop.bytes.v1";
        assertThat(TestEvent.post(headers(type, "image/png"), "PNG").body()).isEqualTo("PNG");
        assertThat(TestEvent.post(headers(type, ""), "").body()).isEqualTo("none");
        assertThat(base64(structured(type, ",\"data\":{\"a\": 1}"))).isEqualTo("{\"a\":1}");
        assertThat(
                        base64(
                                structured(
                                        type,
                                        ",\"datacontenttype\":\"text/plain\",\"data\":\"text\"")))
                .isEqualTo("text");
        assertThat(base64(structured(type, ",\"data_base64\":\"UE5H\""))).isEqualTo("PNG");
    }

    private static String base64(String body) {
        var json = JsonPath.from(TestEvent.post(STRUCTURED, body).body());
        return new String(
                Base64.getDecoder().decode(json.getString("data_base64")), StandardCharsets.UTF_8);
    }

    @Test
    void numbers_and_booleans_reach_the_function_as_their_text() {
        var body =
                structured(
                        "shop.order.v1",
                        ",\"priority\":7,\"urgent\":true,\"gone\":null,\"data\":" + ORDER);
        var extensions = TestEvent.post(STRUCTURED, body).data().path("extensions");
        assertThat(extensions.toString()).isEqualTo("{\"priority\":\"7\",\"urgent\":\"true\"}");
    }

    @ParameterizedTest
    @CsvSource({"Euro%20%E2%82%AC,Euro €", "100%,100%", "\"a\\\"b\",a\"b", "a b,a b"})
    void percent_encoded_headers_are_decoded(String header, String value) {
        var answer = order().with("subject", header).post(Mode.BINARY);
        assertThat(answer.data().path("subject").asText()).isEqualTo(value);
    }

    @Test
    void a_header_that_is_no_utf_8_is_refused_with_400() {
        var answer = order().with("subject", "%FF").post(Mode.BINARY);
        assertThat(answer.line()).isEqualTo("ce-subject is not percent-encoded UTF-8");
    }

    @Test
    void more_than_ten_megabytes_are_refused_with_413_and_a_line() {
        var answer =
                TestEvent.post(
                        headers("shop.bytes.v1", "text/plain"), "x".repeat(10 * 1024 * 1024 + 1));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.line()).isEqualTo("the request is too large");
    }
}
