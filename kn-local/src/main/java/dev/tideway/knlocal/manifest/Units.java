package dev.tideway.knlocal.manifest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations and quantities as Knative and Kubernetes write them.
final class Units {
    private static final Pattern GO_DURATION =
            Pattern.compile("([-+]?)((\\d{1,9}(\\.\\d{1,9})?(ns|us|µs|ms|s|m|h))+|0)");
    private static final Pattern GO_PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns",
                    1L,
                    "us",
                    1_000L,
                    "µs",
                    1_000L,
                    "ms",
                    1_000_000L,
                    "s",
                    1_000_000_000L,
                    "m",
                    60_000_000_000L,
                    "h",
                    3_600_000_000_000L);
    private static final Pattern QUANTITY =
            Pattern.compile("(\\d{1,18}(\\.\\d{0,9})?)([a-zA-Z]{0,2}|[eE]\\d{1,2})");
    private static final Map<String, BigDecimal> SCALES =
            Map.ofEntries(
                    Map.entry("", BigDecimal.ONE),
                    Map.entry("m", new BigDecimal("0.001")),
                    Map.entry("k", BigDecimal.TEN.pow(3)),
                    Map.entry("M", BigDecimal.TEN.pow(6)),
                    Map.entry("G", BigDecimal.TEN.pow(9)),
                    Map.entry("T", BigDecimal.TEN.pow(12)),
                    Map.entry("P", BigDecimal.TEN.pow(15)),
                    Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
                    Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
                    Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
                    Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
                    Map.entry("Pi", BigDecimal.valueOf(1L << 50)));

    private Units() {}

    /// `PT0.2S`, `P1DT2H`; never negative.
    static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text))
                    .filter(it -> text.startsWith("P") && !it.isNegative());
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    /// `90s`, `1m30s`, `1.5h`, as Go's time.ParseDuration takes them.
    static Optional<Duration> go(String text) {
        if (text.length() > 50 || !GO_DURATION.matcher(text).matches()) {
            return Optional.empty();
        }
        var nanos =
                GO_PART.matcher(text)
                        .results()
                        .map(part ->
                                new BigDecimal(part.group(1))
                                        .multiply(BigDecimal.valueOf(nanos(part.group(2)))))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        var millionth =
                Duration.ofSeconds(
                        nanos.longValue() / 1_000_000_000L, nanos.longValue() % 1_000_000_000L);
        return Optional.of(text.startsWith("-") ? millionth.negated() : millionth);
    }

    private static long nanos(String unit) {
        return NANOS.getOrDefault(unit, 0L);
    }

    /// Bytes of a Kubernetes quantity such as `256Mi`; a fraction of a byte is rounded up.
    static Optional<Long> bytes(String text) {
        var parts = QUANTITY.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var unit = parts.group(3);
        var number = new BigDecimal(parts.group(1));
        var scale =
                unit.matches("[eE]\\d+")
                        ? BigDecimal.TEN.pow(Integer.parseInt(unit.substring(1)))
                        : SCALES.get(unit);
        return Optional.ofNullable(scale)
                .map(it -> number.multiply(it).setScale(0, RoundingMode.CEILING))
                .filter(it -> it.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
                .map(BigDecimal::longValueExact);
    }
}
