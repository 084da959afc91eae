package dev.tideway.salesfacts;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What orders put into the facts and take off them, within one transaction.
record Sales(Connection connection) {
    private static final String TOLD =
            "told as (select ?::text collate \"C\" as order_id, ?::timestamptz as at,"
                    + " ?::text collate \"C\" as source, ?::text collate \"C\" as event_id)";

    /// Takes off what a later confirmation of the order has put in: this one counts instead.
    private static final String RETRACT =
            "with "
                    + TOLD
                    + """
                    , moved as (
                      delete from sale_line line using sale, told
                      where line.order_id = told.order_id and sale.order_id = told.order_id
                        and (told.at, told.source, told.event_id)
                          < (sale.confirmed_at, sale.source, sale.event_id)
                      returning line.*, sale.cancelled, -1 as sign)
                    """
                    + Sql.ADD_MOVED;

    /// Puts the order's lines in, if what is known of the order lets it.
    private static final String CONFIRM =
            "with "
                    + TOLD
                    + """
                    , won as (
                      insert into sale as s (order_id, confirmed_at, source, event_id, cancelled)
                      select order_id, at, source, event_id, false from told
                      on conflict (order_id) do update set confirmed_at = excluded.confirmed_at,
                        source = excluded.source, event_id = excluded.event_id
                      where %s
                      returning s.order_id, s.confirmed_at, s.cancelled),
                    line as (
                      select won.order_id, sku, won.confirmed_at, ?::text as currency,
                        sku = min(sku collate "C") over () as leads,
                        sum(quantity) as units, sum(quantity::numeric * unit_price) as revenue
                      from unnest(?::text[], ?::bigint[], ?::bigint[]) as l (sku, quantity, unit_price)
                        cross join won
                      group by won.order_id, sku, won.confirmed_at),
                    sold as (
                      insert into sale_line
                        (order_id, sku, confirmed_at, currency, leads, units, revenue, list_price)
                      select line.*, price.list_price
                      from line
                    """
                    + Sql.PRICE
                    + """
                      returning *),
                    moved as (select sold.*, won.cancelled, 1 as sign from sold cross join won)
                    """
                    + Sql.ADD_MOVED;

    private static final String CANCEL =
            """
            with told as (
              insert into sale as s (order_id, cancelled) values (?, true)
              on conflict (order_id) do update set cancelled = true where not s.cancelled
              returning s.order_id),
            moved as (
              select line.*, sign > 0 as cancelled, sign
              from sale_line line join told using (order_id) cross join (values (-1), (1)) as way (sign))
            """
                    + Sql.ADD_MOVED;

    private static final String CONFIRM_NEW = CONFIRM.formatted("s.confirmed_at is null");

    private static final String CONFIRM_EARLIER =
            CONFIRM.formatted(
                    "(excluded.confirmed_at, excluded.source, excluded.event_id)"
                            + " < (s.confirmed_at, s.source, s.event_id)");

    /// The order is sold, as this event says or as an earlier one does.
    void confirm(Confirmation told) throws SQLException {
        var skus = told.lines().stream().map(Line::sku).toArray(String[]::new);
        int slots =
                Sql.run(
                        connection,
                        Sql.LOCK_ORDER + Sql.SHARE_SKUS + CONFIRM_NEW,
                        values(told, skus, told.orderId(), skus, told.orderId()));
        if (slots == 0) {
            // Another event has confirmed it, which is rare enough for a second round trip.
            int _ =
                    Sql.run(
                            connection,
                            RETRACT + CONFIRM_EARLIER,
                            values(
                                    told,
                                    skus,
                                    told.orderId(),
                                    told.at(),
                                    told.source(),
                                    told.eventId()));
        }
    }

    /// These, and then what CONFIRM asks for.
    private static Object[] values(Confirmation told, String[] skus, Object... first) {
        var values = new ArrayList<Object>(List.of(first));
        values.addAll(List.of(told.orderId(), told.at(), told.source(), told.eventId()));
        values.add(told.currency());
        values.add(skus);
        values.add(told.lines().stream().map(line -> (long) line.quantity()).toArray(Long[]::new));
        values.add(told.lines().stream().map(Line::unitPrice).toArray(Long[]::new));
        return values.toArray();
    }

    /// The order counts as cancelled from now on, whether it is known or not.
    void cancel(String orderId) throws SQLException {
        int _ =
                Sql.run(
                        connection,
                        Sql.LOCK_ORDER + Sql.SHARE_SKUS + CANCEL,
                        orderId,
                        new String[0],
                        orderId,
                        orderId);
    }
}
