package dev.tideway.knlocal.manifest;

import dev.tideway.knlocal.manifest.CronField.Kind;
import dev.tideway.knlocal.yaml.Fields;
import dev.tideway.knlocal.yaml.Fields.Text;
import dev.tideway.knlocal.yaml.Near;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/// Reads `schedule` and `timezone` of a PingSource and refuses what Knative's webhook refuses.
final class ScheduleReader {
    private static final String EVERY_MINUTE = "* * * * *";
    private static final Map<String, String> DESCRIPTORS =
            Map.of(
                    "@yearly", "0 0 1 1 *",
                    "@annually", "0 0 1 1 *",
                    "@monthly", "0 0 1 * *",
                    "@weekly", "0 0 * * 0",
                    "@daily", "0 0 * * *",
                    "@midnight", "0 0 * * *",
                    "@hourly", "0 * * * *");

    private ScheduleReader() {}

    static Optional<Schedule> read(Fields spec) {
        var text = spec.string("schedule").map(Text::value).orElse(EVERY_MINUTE).strip();
        var zone = zone(spec);
        if (text.contains("@every")) {
            spec.problem(
                    "schedule",
                    "is %s, and Knative refuses @every".formatted(text),
                    "write it in fields, such as */10 * * * * *");
            return Optional.empty();
        }
        var fields = fields(spec, text);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        try {
            // A zone that is wrong has been reported, and there may be more to say.
            return Optional.of(of(text, fields.get(), zone.orElse(ZoneOffset.UTC)));
        } catch (CronField.InvalidException e) {
            spec.problem("schedule", String.valueOf(e.getMessage()), "");
            return Optional.empty();
        }
    }

    private static Optional<String[]> fields(Fields spec, String text) {
        if (text.startsWith("@")) {
            var fields = Optional.ofNullable(DESCRIPTORS.get(text));
            if (fields.isEmpty()) {
                spec.problem(
                        "schedule",
                        "is %s, which is no descriptor".formatted(text),
                        Near.meant(text, DESCRIPTORS.keySet()));
            }
            return fields.map(it -> ("0 " + it).split(" ", -1));
        }
        if (text.startsWith("CRON_TZ=") || text.startsWith("TZ=")) {
            spec.problem("schedule", "begins with a time zone", "say it as timezone");
            return Optional.empty();
        }
        var fields = text.split("\\s+", -1);
        return switch (fields.length) {
            case 5 -> Optional.of(("0 " + text).split("\\s+", -1));
            case 6 -> Optional.of(fields);
            default -> {
                spec.problem(
                        "schedule",
                        "has %d fields, wanted 5, or 6 with seconds first".formatted(fields.length),
                        "");
                yield Optional.empty();
            }
        };
    }

    private static Schedule of(String text, String[] fields, ZoneId zone)
            throws CronField.InvalidException {
        return new Schedule(
                text,
                CronField.of(fields[0], Kind.SECOND),
                CronField.of(fields[1], Kind.MINUTE),
                CronField.of(fields[2], Kind.HOUR),
                CronField.of(fields[3], Kind.DAY_OF_MONTH),
                CronField.of(fields[4], Kind.MONTH),
                CronField.of(fields[5], Kind.DAY_OF_WEEK),
                zone);
    }

    /// Knative's adapter runs in UTC.
    private static Optional<ZoneId> zone(Fields spec) {
        var name = spec.string("timezone").map(Text::value).filter(it -> !it.isEmpty());
        if (name.isEmpty()) {
            return Optional.of(ZoneOffset.UTC);
        }
        if (ZoneId.getAvailableZoneIds().contains(name.get())) {
            return Optional.of(ZoneId.of(name.get()));
        }
        spec.problem(
                "timezone",
                "is %s, which is no time zone".formatted(name.get()),
                Near.meant(name.get(), ZoneId.getAvailableZoneIds()));
        return Optional.empty();
    }
}
