package dev.tideway.flowtest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A class of tests that run on a runner of their own project's functions and manifests: each test takes a [Flow] as a parameter.
///
/// Classes that ask for the same share one runner, which starts with the first of them and ends with the test run; a class
/// that asks for something else gets another one in its place. May stand on an annotation of one's own that others then use.
/// Tests run one after another, for faults are the runner's.
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@ExtendWith(FlowExtension.class)
@ResourceLock("dev.tideway.flowtest")
public @interface FlowTest {
    /// The functions that take part, by name; none: all of kn-local.yaml. Triggers of others are left out. What dead letters are
    /// sent to takes part anyhow.
    String[] functions() default {};

    /// Files and folders of YAML, from the project's folder; none: those of kn-local.yaml.
    String[] manifests() default {};

    BrokerClass brokerClass() default BrokerClass.IN_MEMORY;

    /// The project's folder, from that in which the tests run; empty: the nearest above that has a kn-local.yaml, or that itself.
    String root() default "";

    /// How long an expectation waits, unless it says otherwise.
    int withinSeconds() default 30;
}
