package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.fault.Fault.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/// Which fault, and how often, as it is typed.
final class FaultKinds {
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,9}) *%?");
    private static final Pattern WHILE = Pattern.compile("([0-9]{1,9})(ms|s|m)");
    private static final String ALWAYS = "always";

    @Option(
            names = "--fail",
            arity = "0..1",
            fallbackValue = ALWAYS,
            paramLabel = "PERCENT",
            description = "The runner answers in the function's place, with an error.")
    private Optional<String> fail = Optional.empty();

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "With --fail: which error (default: 503).")
    private Optional<Integer> status = Optional.empty();

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            description = "The function is so much slower: 300ms, 2s, 1m.")
    private Optional<String> delay = Optional.empty();

    @Option(
            names = "--crash",
            arity = "0..1",
            fallbackValue = ALWAYS,
            paramLabel = "PERCENT",
            description = "The instance that was sent the event is killed, as by kill -9.")
    private Optional<String> crash = Optional.empty();

    @Option(
            names = "--duplicate",
            arity = "0..1",
            fallbackValue = ALWAYS,
            paramLabel = "PERCENT",
            description = "What the function has handled is delivered once more.")
    private Optional<String> duplicate = Optional.empty();

    @Option(
            names = "--drop-reply",
            arity = "0..1",
            fallbackValue = ALWAYS,
            paramLabel = "PERCENT",
            description =
                    "The function does its work, its answer is lost: the delivery has failed, and is tried again.")
    private Optional<String> dropReply = Optional.empty();

    @Option(
            names = "--percent",
            paramLabel = "PERCENT",
            description = "How many of the deliveries (default: 100%%); of any kind.")
    private Optional<String> percent = Optional.empty();

    /// @throws IllegalArgumentException when a number is out of range
    Kind kind() throws CommandException {
        var given = given();
        if (given.size() != 1) {
            throw CommandException.misused(
                    given.isEmpty()
                            ? "which fault? --fail, --delay 2s, --crash, --duplicate or --drop-reply"
                            : "one fault at a time, not %s: add one after the other"
                                    .formatted(String.join(" and ", given.keySet())));
        }
        if (status.isPresent() && fail.isEmpty()) {
            throw CommandException.misused("--status goes with --fail");
        }
        return switch (given.keySet().iterator().next()) {
            case "--fail" -> status.map(Kind.Fail::new).orElse(Kind.Fail.USUAL);
            case "--delay" -> new Kind.Delay(time(delay.orElseThrow()));
            case "--crash" -> new Kind.Crash();
            case "--duplicate" -> new Kind.Duplicate();
            default -> new Kind.DropReply();
        };
    }

    private Map<String, String> given() {
        var given = new LinkedHashMap<String, String>();
        fail.ifPresent(it -> given.put("--fail", it));
        delay.ifPresent(_ -> given.put("--delay", ALWAYS));
        crash.ifPresent(it -> given.put("--crash", it));
        duplicate.ifPresent(it -> given.put("--duplicate", it));
        dropReply.ifPresent(it -> given.put("--drop-reply", it));
        return given;
    }

    int percent() throws CommandException {
        var own = given().values().stream().filter(it -> !it.equals(ALWAYS)).findFirst();
        if (own.isPresent() && percent.isPresent()) {
            throw CommandException.misused(
                    "how often, %s or --percent %s? Say it once"
                            .formatted(own.get(), percent.get()));
        }
        var said = own.or(() -> percent).orElse("100%");
        var number = PERCENT.matcher(said);
        if (!number.matches()) {
            throw CommandException.misused("\"%s\" is no percentage such as 30%%".formatted(said));
        }
        return Integer.parseInt(number.group(1));
    }

    private static Duration time(String text) throws CommandException {
        var time = WHILE.matcher(text);
        if (!time.matches()) {
            throw CommandException.misused("--delay is no time such as 300ms, 2s or 1m: " + text);
        }
        var number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
