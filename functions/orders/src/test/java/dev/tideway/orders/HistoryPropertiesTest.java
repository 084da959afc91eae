package dev.tideway.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.kit.Unprocessable;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever an order is told, in whatever order: its history stays legal.
class HistoryPropertiesTest {

    @Property
    void a_decision_is_at_most_one_event_and_can_be_applied(
            @ForAll("anything") List<Command> told) {
        Order order = new Order.Unknown();
        for (var command : told) {
            var decided = decide(order, command);
            assertThat(decided).hasSizeLessThanOrEqualTo(1);
            for (var event : decided) {
                order = Decider.apply(order, event);
            }
        }
    }

    @Property
    void replaying_a_history_gives_the_order_that_made_it(@ForAll("anything") List<Command> told) {
        Order order = new Order.Unknown();
        var history = new ArrayList<OrderEvent>();
        for (var command : told) {
            for (var event : decide(order, command)) {
                history.add(event);
                order = Decider.apply(order, event);
            }
        }

        assertThat(Decider.replay(history)).isEqualTo(order);
    }

    @Property
    void the_same_command_again_decides_nothing(@ForAll("anything") List<Command> told) {
        Order order = new Order.Unknown();
        for (var command : told) {
            order = after(order, command);
            assertThat(decide(order, command)).isEmpty();
        }
    }

    @Property
    void what_is_cancelled_or_rejected_stays_so(@ForAll("anything") List<Command> told) {
        Order order = new Order.Unknown();
        for (var command : told) {
            var next = after(order, command);
            if (isFinal(order)) {
                assertThat(next).isEqualTo(order);
            }
            order = next;
        }
    }

    @Property
    void no_order_is_confirmed_without_stock_and_payment(@ForAll("anything") List<Command> told) {
        Order order = new Order.Unknown();
        for (int i = 0; i < told.size(); i++) {
            order = after(order, told.get(i));
            if (order instanceof Order.Confirmed) {
                assertThat(told.subList(0, i + 1))
                        .hasAtLeastOneElementOfType(Command.StockReserved.class)
                        .hasAtLeastOneElementOfType(Command.PaymentAuthorized.class);
            }
        }
    }

    @Provide
    Arbitrary<List<Command>> anything() {
        var reason = Arbitraries.of("why", "why not");
        Arbitrary<Command> command =
                Arbitraries.oneOf(
                        places(),
                        reason.map(r -> new Command.Cancel("o-1", r)),
                        Arbitraries.just(new Command.StockReserved("o-1")),
                        reason.map(r -> new Command.StockRefused("o-1", r)),
                        Arbitraries.just(new Command.PaymentAuthorized("o-1", "auth-1")),
                        reason.map(r -> new Command.PaymentDeclined("o-1", r)));
        // Half of the stories begin as they should, or few would get far.
        var free = command.list().ofMaxSize(12);
        var begun = Combinators.combine(places(), free).as(HistoryPropertiesTest::begun);
        return Arbitraries.oneOf(free, begun);
    }

    private static Arbitrary<Command> places() {
        var baskets =
                Arbitraries.of(Baskets.tea(), Baskets.tea(), new Basket("c-7", "EUR", List.of()));
        return baskets.map(basket -> new Command.Place("o-1", basket, "tok_visa"));
    }

    private static List<Command> begun(Command place, List<Command> rest) {
        var all = new ArrayList<Command>();
        all.add(place);
        all.addAll(rest);
        return all;
    }

    private static List<OrderEvent> decide(Order order, Command command) {
        try {
            return Decider.decide(order, command);
        } catch (Unprocessable _) {
            return List.of();
        }
    }

    private static Order after(Order order, Command command) {
        Order next = order;
        for (var event : decide(order, command)) {
            next = Decider.apply(next, event);
        }
        return next;
    }

    private static boolean isFinal(Order order) {
        return switch (order) {
            case Order.Cancelled _, Order.Rejected _ -> true;
            case Order.Unknown _, Order.Placed _, Order.AwaitingPayment _, Order.Confirmed _ ->
                    false;
        };
    }
}
