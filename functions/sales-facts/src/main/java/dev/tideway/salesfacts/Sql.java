package dev.tideway.salesfacts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/// What the writers of facts have in common.
///
/// Each hands its statements over in one text, which is one round trip. They run one after the other, and each sees what is
/// committed when it begins: so the locks come first, and what follows sees all that others did under them.
///
/// **Locks, always in this order**: the order's (one at a time is at it), then those of its SKUs, ascending and shared; a product
/// event takes its SKU's alone and exclusively, for it must miss no line that is being written. Rows of `fact` come last, ascending.
final class Sql {
    /// Keeps these locks apart from any other use of advisory locks in the database.
    private static final int ORDERS = 0x5A1E;

    private static final int SKUS = 0x5A1F;

    /// SKUs share so many locks, so that an order of a thousand lines does not fill the lock table.
    private static final int SKU_LOCKS = 64;

    private static final int SHARDS = 16;

    /// Waits until no other event of the order `?` is in work.
    static final String LOCK_ORDER =
            "select pg_advisory_xact_lock(%d, hashtext(?));\n".formatted(ORDERS);

    /// Waits until no order of the SKU `?` is in work.
    static final String LOCK_SKU =
            "select pg_advisory_xact_lock(%d, hashtext(?) & %d);\n".formatted(SKUS, SKU_LOCKS - 1);

    /// Waits until no product event of the SKUs `?` is in work, nor of those that order `?` is known to have.
    static final String SHARE_SKUS =
            """
            select pg_advisory_xact_lock_shared(%d, slot)
            from (select distinct hashtext(sku) & %d as slot
                  from (select unnest(?::text[]) as sku
                        union all select sku from sale_line where order_id = ?) named
                  order by slot) slots;
            """
                    .formatted(SKUS, SKU_LOCKS - 1);

    /// The catalogue's price of `line.sku`: of the changes that were in effect at `line.confirmed_at` and set a price, the one with
    /// the highest revision, if it is in `line.currency`.
    static final String PRICE =
            """
            left join lateral (
              select case when c.currency = line.currency then c.unit_price end as list_price
              from product_change c
              where c.sku = line.sku and c.changed_at <= line.confirmed_at and c.unit_price is not null
              order by c.revision desc, c.source desc, c.event_id desc
              limit 1) price on true
            """;

    /// Adds the lines in `moved` to their slots, or takes them off, as `sign` is 1 or -1.
    static final String ADD_MOVED =
            """
            insert into fact as f (hour, sku, currency, shard,
              orders, leading_orders, units, revenue, listed_units, list_value,
              cancelled_orders, cancelled_leading, cancelled_units, cancelled_revenue)
            select date_trunc('hour', confirmed_at, 'UTC'), sku, currency, hashtext(order_id) & %d,
              coalesce(sum(sign) filter (where not cancelled), 0),
              coalesce(sum(sign) filter (where not cancelled and leads), 0),
              coalesce(sum(sign * units) filter (where not cancelled), 0),
              coalesce(sum(sign * revenue) filter (where not cancelled), 0),
              coalesce(sum(sign * units) filter (where not cancelled and list_price is not null), 0),
              coalesce(sum(sign * units * list_price::numeric) filter (where not cancelled), 0),
              coalesce(sum(sign) filter (where cancelled), 0),
              coalesce(sum(sign) filter (where cancelled and leads), 0),
              coalesce(sum(sign * units) filter (where cancelled), 0),
              coalesce(sum(sign * revenue) filter (where cancelled), 0)
            from moved
            group by 1, 2, 3, 4
            order by 1, 2, 3, 4
            on conflict (hour, sku, currency, shard) do update set
              orders = f.orders + excluded.orders,
              leading_orders = f.leading_orders + excluded.leading_orders,
              units = f.units + excluded.units,
              revenue = f.revenue + excluded.revenue,
              listed_units = f.listed_units + excluded.listed_units,
              list_value = f.list_value + excluded.list_value,
              cancelled_orders = f.cancelled_orders + excluded.cancelled_orders,
              cancelled_leading = f.cancelled_leading + excluded.cancelled_leading,
              cancelled_units = f.cancelled_units + excluded.cancelled_units,
              cancelled_revenue = f.cancelled_revenue + excluded.cancelled_revenue;
            """
                    .formatted(SHARDS - 1);

    private Sql() {}

    /// Runs all statements of the text with the values for its question marks; returns how many rows the last one changed.
    static int run(Connection connection, String text, @Nullable Object... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(text)) {
            for (int i = 0; i < values.length; i++) {
                bind(statement, i + 1, values[i]);
            }
            return changed(statement, statement.execute());
        }
    }

    private static int changed(PreparedStatement statement, boolean rowsFirst) throws SQLException {
        int changed = 0;
        boolean rows = rowsFirst;
        while (rows || statement.getUpdateCount() >= 0) {
            changed = rows ? changed : statement.getUpdateCount();
            rows = statement.getMoreResults();
        }
        return changed;
    }

    private static void bind(PreparedStatement statement, int place, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(place, Types.NULL);
            case String text -> statement.setString(place, text);
            case Object[] array ->
                    statement.setArray(
                            place,
                            statement
                                    .getConnection()
                                    .createArrayOf(
                                            array instanceof String[] ? "text" : "bigint", array));
            default -> statement.setObject(place, value);
        }
    }
}
