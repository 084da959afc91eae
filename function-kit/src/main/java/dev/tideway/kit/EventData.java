package dev.tideway.kit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The data of an event that a function emits, and the event's type as `events/` names it.
///
///     @EventData("dev.tideway.stock.reserved.v1")
///     public record StockReserved(String orderId, List<Line> lines) {}
///
/// [Reply] reads the type here and nowhere else, so what a function can say stands in its compiled classes, for
/// `kn-local check` and `kn-local docs` to find.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventData {
    /// The event's `type`, such as `dev.tideway.stock.reserved.v1`.
    String value();
}
