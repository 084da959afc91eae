package dev.tideway.knlocal.filter;

import java.util.List;

/// What a filter says of events of one type when nothing else is known of them.
public final class OfType {
    private OfType() {}

    /// Whether it may want an event of this type, whatever its other attributes hold.
    public static boolean possible(Filter filter, String type) {
        return answer(filter, type) != Answer.NO;
    }

    private enum Answer {
        YES,
        NO,
        PERHAPS;

        Answer opposite() {
            return switch (this) {
                case YES -> NO;
                case NO -> YES;
                case PERHAPS -> PERHAPS;
            };
        }
    }

    private interface Fits {
        boolean test(String value, String wanted);
    }

    private static Answer answer(Filter filter, String type) {
        return switch (filter) {
            case Filter.Everything() -> Answer.YES;
            case Filter.Attributes(var wanted) ->
                    each(wanted, type, (value, it) -> it.isEmpty() || value.equals(it));
            case Filter.Exact(var wanted) -> each(wanted, type, String::equals);
            case Filter.Prefix(var wanted) -> each(wanted, type, String::startsWith);
            case Filter.Suffix(var wanted) -> each(wanted, type, String::endsWith);
            case Filter.All(var filters) -> all(filters, type);
            case Filter.Any(var filters) -> any(filters, type);
            case Filter.Not(var inner) -> answer(inner, type).opposite();
            case Filter.Sql _ ->
                    filter.types().filter(it -> !it.contains(type)).isPresent()
                            ? Answer.NO
                            : Answer.PERHAPS;
        };
    }

    private static Answer each(List<Wanted> wanted, String type, Fits fits) {
        var answer = Answer.YES;
        for (var entry : wanted) {
            if (!entry.name().equals("type")) {
                answer = Answer.PERHAPS;
            } else if (!fits.test(type, entry.value())) {
                return Answer.NO;
            }
        }
        return answer;
    }

    private static Answer all(List<Filter> filters, String type) {
        var answer = Answer.YES;
        for (var filter : filters) {
            switch (answer(filter, type)) {
                case NO -> {
                    return Answer.NO;
                }
                case PERHAPS -> answer = Answer.PERHAPS;
                case YES -> {}
            }
        }
        return answer;
    }

    private static Answer any(List<Filter> filters, String type) {
        var answer = Answer.NO;
        for (var filter : filters) {
            switch (answer(filter, type)) {
                case YES -> {
                    return Answer.YES;
                }
                case PERHAPS -> answer = Answer.PERHAPS;
                case NO -> {}
            }
        }
        return answer;
    }
}
