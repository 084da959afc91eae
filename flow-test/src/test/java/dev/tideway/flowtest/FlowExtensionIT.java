package dev.tideway.flowtest;

import static dev.tideway.flowtest.FlowFault.function;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// What the extension makes of tests: a test run within the test run.
class FlowExtensionIT {
    @FlowTest(root = "src/test/resources/greeting")
    static class Sample {
        private Flow early;

        @BeforeEach
        void begin(Flow flow) {
            early = flow;
        }

        @Test
        void one_flow(Flow flow) {
            assertThat(flow).isSameAs(early);
        }

        @Test
        void idle_fault(Flow flow) {
            flow.fault(function("greeter").fail(503).times(1));
        }

        @Test
        void failure_of_another_kind(Flow flow) {
            flow.send(NewEvent.of("unheard.v1"));
            throw new IllegalStateException("no");
        }

        @Test
        void same_id_first(Flow flow) {
            flow.send(NewEvent.of("unheard.v1").id("same"));
            flow.send(NewEvent.of("unheard.v1").id("same"));
        }

        @Test
        void same_id_second(Flow flow) {
            flow.send(NewEvent.of("unheard.v1").id("same"));
        }
    }

    @FlowTest(root = "src/test/resources/greeting", functions = "nobody")
    static class Misconfigured {
        @Test
        void never_runs(Flow flow) {
            flow.rest();
        }
    }

    @FlowTest(root = "src/test/resources/greeting")
    static class Early {
        @BeforeAll
        static void begin(Flow flow) {
            flow.rest();
        }

        @Test
        void never_runs() {}
    }

    private static Map<String, TestExecutionResult> run(Class<?>... classes) {
        var results = new TreeMap<String, TestExecutionResult>();
        var request = LauncherDiscoveryRequestBuilder.request();
        for (var each : classes) {
            request.selectors(selectClass(each));
        }
        try (var session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            request.build(),
                            new TestExecutionListener() {
                                @Override
                                public void executionFinished(
                                        TestIdentifier test, TestExecutionResult result) {
                                    var name = test.getDisplayName().replaceAll("\\(.*", "");
                                    results.put(name, result);
                                }
                            });
        }
        return results;
    }

    private static TestExecutionResult result(
            Map<String, TestExecutionResult> results, String test) {
        return Objects.requireNonNull(results.get(test), () -> test + " among " + results);
    }

    private static Throwable failure(Map<String, TestExecutionResult> results, String test) {
        return result(results, test).getThrowable().orElseThrow();
    }

    @Test
    void a_test_is_told_what_is_wrong_with_it() {
        var results = run(Sample.class, Misconfigured.class, Early.class);

        assertThat(result(results, "one_flow").getStatus())
                .isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(failure(results, "idle_fault"))
                .hasMessage(
                        "the test does not show what it is meant to: default/greeter answers 503: that has struck nothing");
        assertThat(failure(results, "failure_of_another_kind"))
                .hasMessage("no")
                .satisfies(it ->
                        assertThat(it.getSuppressed()[0])
                                .hasMessageStartingWith("the flow's journey:\nunheard.v1 ")
                                .hasMessageContaining("accepted by broker default/default"));
        assertThat(
                        Stream.of("same_id_first", "same_id_second")
                                .filter(it -> result(results, it).getThrowable().isPresent()))
                .as("whichever comes second")
                .singleElement()
                .satisfies(it ->
                        assertThat(failure(results, it))
                                .hasMessageStartingWith("a test before has sent an event same: "));
        assertThat(failure(results, "FlowExtensionIT$Misconfigured"))
                .hasMessageStartingWith("no function nobody in ");
        assertThat(failure(results, "FlowExtensionIT$Early"))
                .hasMessageContaining("a Flow is one test's own");
    }
}
