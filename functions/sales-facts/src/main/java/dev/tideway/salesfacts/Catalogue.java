package dev.tideway.salesfacts;

import java.sql.Connection;
import java.sql.SQLException;

/// What is known of products, within one transaction.
record Catalogue(Connection connection) {
    private static final String KEEP =
            """
            insert into product_change (sku, revision, source, event_id, changed_at,
              name, category, unit_price, currency, discontinued)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing;
            """;

    /// Of the lines of SKU `?` since `?`, those whose list price is another now.
    private static final String REPRICE =
            """
            with line as (
              select line.*, s.cancelled, price.list_price as is_now
              from sale_line line join sale s using (order_id)
            """
                    + Sql.PRICE
                    + """
                      where line.sku = ? and line.confirmed_at >= ?
                        and line.list_price is distinct from price.list_price),
                    repriced as (
                      update sale_line set list_price = line.is_now
                      from line
                      where sale_line.order_id = line.order_id and sale_line.sku = line.sku),
                    moved as (
                      select order_id, sku, confirmed_at, currency, leads, units, revenue, cancelled,
                        case when sign < 0 then list_price else is_now end as list_price, sign
                      from line cross join (values (-1), (1)) as way (sign))
                    """
                    + Sql.ADD_MOVED;

    /// Keeps the change, and gives the sales since then their list price. Only these can have another: a change is not in effect
    /// before its time.
    void hear(ProductChange change) throws SQLException {
        int _ =
                Sql.run(
                        connection,
                        Sql.LOCK_SKU + KEEP + REPRICE,
                        change.sku(),
                        change.sku(),
                        change.revision(),
                        change.source(),
                        change.eventId(),
                        change.at(),
                        change.name(),
                        change.category(),
                        change.unitPrice(),
                        change.currency(),
                        change.discontinued(),
                        change.sku(),
                        change.at());
    }
}
