package dev.tideway.knlocal.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A chapter of the contract, in the order of the report. What its tests cannot try is in `elsewhere.yaml`.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Chapter {
    int number();

    String title();
}
