package dev.tideway.knlocal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// W3C's Trace Context, and the samplers of OpenTelemetry.
class TraceContextTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String HEADER = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void a_header_is_read_and_written_again() {
        // When
        var read = TraceContext.read(HEADER, "vendor=1").orElseThrow();
        // Then
        assertThat(read.traceId()).isEqualTo(TRACE);
        assertThat(read.spanId()).isEqualTo(SPAN);
        assertThat(read.sampled()).isTrue();
        var headers = new HashMap<String, String>();
        read.write(headers::put);
        assertThat(headers).isEqualTo(Map.of("traceparent", HEADER, "tracestate", "vendor=1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                "0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x"
            })
    void what_w3c_does_not_allow_is_no_trace(String header) {
        assertThat(TraceContext.read(header, "vendor=1")).isEmpty();
    }

    @Test
    void a_later_version_may_say_more() {
        var later = "cc-" + TRACE + "-" + SPAN + "-01-what-the-future-will-be-like";
        assertThat(TraceContext.read(later, null).map(TraceContext::spanId)).contains(SPAN);
        assertThat(TraceContext.read("cc-" + TRACE + "-" + SPAN + "-01.", null)).isEmpty();
    }

    @Test
    void two_headers_are_none_and_states_are_joined() {
        assertThat(TraceContext.read(List.of(HEADER, HEADER), List.of())).isEmpty();
        assertThat(TraceContext.read(List.of(HEADER), List.of("a=1", "b=2")))
                .map(TraceContext::state)
                .contains("a=1,b=2");
    }

    @Test
    void a_state_that_is_too_long_is_not_passed_on() {
        assertThat(TraceContext.read(HEADER, "v=" + "x".repeat(600)))
                .map(TraceContext::state)
                .contains("");
    }

    @Test
    void a_child_is_in_its_parent_and_has_an_id_of_its_own() {
        // Given
        var parent = TraceContext.read(HEADER, "vendor=1").orElseThrow();
        // When
        var child = parent.child();
        // Then
        assertThat(child.traceId()).isEqualTo(TRACE);
        assertThat(child.parentId()).isEqualTo(SPAN);
        assertThat(child.spanId()).matches("[0-9a-f]{16}").isNotEqualTo(SPAN);
        assertThat(child.sampled()).isTrue();
        assertThat(child.state()).isEqualTo("vendor=1");
        assertThat(TraceContext.NONE.child()).isEqualTo(TraceContext.NONE);
    }

    @Test
    void an_event_without_a_caller_begins_a_trace_that_w3c_allows() {
        var entered = new Sampling(true, 1).enter(Optional.empty());
        assertThat(entered.parentId()).isEmpty();
        assertThat(TraceContext.read(entered.traceparent(), null)).isPresent();
        assertThat(entered.sampled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "true,  1, 00, false",
        "true,  0, 01, true",
        "false, 1, 00, true",
        "false, 0, 01, false",
        "true, .5, 01, true"
    })
    void a_caller_decides_where_the_sampler_lets_it(
            boolean parentBased, double ratio, String flags, boolean sampled) {
        var caller = TraceContext.read("00-" + TRACE + "-" + SPAN + "-" + flags, null);
        assertThat(new Sampling(parentBased, ratio).enter(caller).sampled()).isEqualTo(sampled);
    }

    /// The bound of OpenTelemetry's TraceIdRatioBased: the last 8 bytes, as a positive number, below ratio * 2^63.
    @ParameterizedTest
    @CsvSource({"3fffffffffffffff, true", "4000000000000001, false", "c000000000000002, true"})
    void a_ratio_goes_by_the_end_of_the_traces_id(String end, boolean sampled) {
        var caller = TraceContext.read("00-0af7651916cd43dd" + end + "-" + SPAN + "-00", null);
        assertThat(new Sampling(false, 0.5).enter(caller).sampled()).isEqualTo(sampled);
    }
}
