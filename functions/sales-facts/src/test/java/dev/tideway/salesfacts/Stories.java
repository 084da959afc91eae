package dev.tideway.salesfacts;

import dev.tideway.kit.testing.TestEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Sets of events, drawn at random: few SKUs and hours, so that much falls together.
final class Stories {
    private static final List<String> CURRENCIES = List.of("EUR", "EUR", "EUR", "USD");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final Random random;
    private final String prefix;
    private final List<TestEvent> events = new ArrayList<>();

    private Stories(Random random, String prefix) {
        this.random = random;
        this.prefix = prefix;
    }

    /// Events of SKUs and orders whose names begin so, in the order in which a log might have them.
    static List<TestEvent> draw(Random random, String prefix, int orders) {
        var stories = new Stories(random, prefix);
        for (int i = 0; i < orders; i++) {
            stories.order(prefix + "order-" + i);
            if (i % 4 == 0) {
                stories.product();
            }
        }
        return stories.events;
    }

    private void order(String order) {
        int luck = random.nextInt(10);
        if (luck == 0) {
            events.add(Told.cancelled(order));
            return;
        }
        events.add(confirmed(order));
        if (luck <= 2) {
            // Another event says it again: in the same words, or in others.
            events.add(luck == 1 ? events.getLast().id(order + "-again") : confirmed(order));
        }
        if (random.nextInt(4) == 0) {
            events.add(Told.cancelled(order));
        }
    }

    private TestEvent confirmed(String order) {
        var lines = new Line[1 + random.nextInt(3)];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new Line(sku(), 1 + random.nextInt(5), 100 + random.nextInt(900));
        }
        return Told.confirmed(order, time(), currency(), lines);
    }

    private void product() {
        var at = time();
        switch (random.nextInt(4)) {
            case 0 -> events.add(Told.listed(sku(), "Name at " + at, price(), currency(), at));
            case 1 -> events.add(Told.discontinued(sku(), at));
            // Its clock may have gone back since the revision before.
            case 2 ->
                    events.add(
                            Told.repriced(sku(), price(), currency(), at, Told.revision(time())));
            default -> events.add(Told.repriced(sku(), price(), at));
        }
    }

    private String sku() {
        return prefix + "sku-" + random.nextInt(4);
    }

    private long price() {
        return 100L + random.nextInt(900);
    }

    private String currency() {
        return CURRENCIES.get(random.nextInt(CURRENCIES.size()));
    }

    private Instant time() {
        return NINE.plusMillis(random.nextInt(3 * 3_600_000));
    }
}
