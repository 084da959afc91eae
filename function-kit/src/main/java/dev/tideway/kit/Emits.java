package dev.tideway.kit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a `@Funq` method may answer, or post with [Emit]: one of these, or nothing.
///
///     @Funq
///     @CloudEventMapping(trigger = "dev.tideway.order.placed.v1")
///     @Emits({StockReserved.class, StockRefused.class})
///     public CloudEvent<Object> reserve(CloudEvent<OrderPlaced> event)
///
/// A method whose return type names its data, `CloudEvent<StockReserved>`, has said it already. `kn-local check` follows events from
/// method to method by this, and `kn-local docs` draws them.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Emits {
    /// Classes with an [EventData].
    Class<?>[] value();
}
