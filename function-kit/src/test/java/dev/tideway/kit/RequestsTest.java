package dev.tideway.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final Inputs inputs = new Inputs(new ObjectMapper());
    private final Requests requests = new Requests(inputs.trees());

    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap()
                .add("CE-SpecVersion", "1.0")
                .add("Ce-Id", "1")
                .add("ce-source", "/test")
                .add("ce-type", "t");
    }

    @Test
    void the_letter_case_of_header_names_does_not_matter() {
        var event = requests.read(headers().add("CE-Partition1", "P"), Buffer.buffer());
        assertThat(event.extensions())
                .containsOnlyKeys("partition1")
                .containsEntry("partition1", "P");
    }

    @Test
    void an_attribute_given_twice_is_refused() {
        assertThatThrownBy(() -> requests.read(headers().add("ce-id", "2"), Buffer.buffer()))
                .isInstanceOf(Refused.class)
                .hasMessage("ce-id is given twice");
    }

    @Test
    void other_headers_are_none_of_the_events_business() {
        var event =
                requests.read(
                        headers().add("prefer", "reply").add("kn-namespace", "n"), Buffer.buffer());
        assertThat(event.extensions()).isEmpty();
    }

    @Test
    void what_is_logged_of_an_event_is_never_its_data() {
        var event =
                requests.read(headers().add("content-type", "text/plain"), Buffer.buffer("secret"));
        assertThat(event).hasToString("t 1 from /test");
    }

    @Test
    void data_without_a_content_type_is_refused() {
        var event = requests.read(headers(), Buffer.buffer("{}"));
        assertThatThrownBy(() -> inputs.read(event, Object.class))
                .isInstanceOf(Refused.class)
                .hasMessage("content type is missing: send application/json");
    }

    @Test
    void what_the_server_would_take_out_of_the_body_is_refused() {
        var headers = headers().add("content-type", "multipart/form-data; boundary=x");
        assertThatThrownBy(() -> requests.read(headers, Buffer.buffer()))
                .isInstanceOf(Refused.class)
                .hasMessage("content type multipart/form-data; boundary=x is not supported");
    }
}
