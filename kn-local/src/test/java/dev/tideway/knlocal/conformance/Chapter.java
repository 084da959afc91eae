package dev.tideway.knlocal.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A chapter of the contract, in the order of the report.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Chapter {
    int number();

    String title();

    /// Sentences of the chapter that mean nothing on a laptop, or that no test can reach.
    Untested[] untested() default {};

    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Untested {
        String sentence();

        /// What kn-local does instead, if it does something else; empty when the sentence is not applicable.
        String here() default "";

        String why();
    }
}
