package dev.tideway.knlocal.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A sentence of Knative's contract, tried by the test that carries it on each of the implementations that it holds for. The
/// test takes the class as its argument, unless none matters.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Sentence {
    String value();

    Implementation[] on() default {};

    /// What kn-local does in place of the sentence: then that is what the test tries. Empty when it does the same.
    String here() default "";

    /// Why it differs.
    String why() default "";
}
