package dev.tideway.orders;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// All orders, within one transaction: what happens to one of them, and what others are told of it.
final class OrderBook {
    private final Connection connection;
    private final ObjectMapper json;
    private final PaymentTokens tokens;

    OrderBook(Connection connection, ObjectMapper json) {
        this.connection = connection;
        this.json = json;
        tokens = new PaymentTokens(connection);
    }

    /// The news, if the command changed anything.
    Optional<Announcement> carryOut(Command command) throws SQLException {
        var stream = new OrderStream(connection, json, command.orderId());
        var history = stream.read();
        var order = Decider.replay(history);
        var decided = Decider.decide(order, command);
        if (decided.isEmpty()) {
            return Optional.empty();
        }
        stream.append(history.size(), decided);
        for (var event : decided) {
            order = Decider.apply(order, event);
        }
        return Optional.of(announce(order, command));
    }

    /// An event answers with one event at most, and every decision leads to one new state: the news
    /// is that state.
    private Announcement announce(Order order, Command command) throws SQLException {
        var id = command.orderId();
        return switch (order) {
            case Order.Placed(var basket) -> {
                if (command instanceof Command.Place place) {
                    tokens.keep(id, place.paymentToken());
                }
                yield Announcement.OrderPlaced.of(id, basket);
            }
            case Order.AwaitingPayment(var basket) ->
                    new Announcement.PaymentRequested(
                            id, basket.total(), basket.currency(), tokens.take(id));
            case Order.Confirmed(var basket) -> Announcement.OrderConfirmed.of(id, basket);
            case Order.Cancelled(var _, var reason) -> {
                tokens.forget(id);
                yield new Announcement.OrderCancelled(id, reason);
            }
            case Order.Rejected(var _, var reasons) -> new Announcement.OrderRejected(id, reasons);
            case Order.Unknown _ ->
                    throw new IllegalStateException("order " + id + " is unknown after " + command);
        };
    }
}
