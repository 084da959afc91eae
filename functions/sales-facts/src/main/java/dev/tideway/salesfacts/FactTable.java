package dev.tideway.salesfacts;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Reads the facts. Each question is one statement, and so of one moment.
@ApplicationScoped
class FactTable {
    /// An order of several SKUs is in several slots of one hour: only its leading one counts it there.
    private static final String BY_HOUR =
            """
            select to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "hour", currency as "currency",
              sum(leading_orders) as "orders", sum(units) as "units", sum(revenue) as "revenue",
              case when sum(listed_units) > 0 then sum(list_value) end as "listValue",
              sum(listed_units) as "listedUnits",
              sum(cancelled_leading) as "cancelledOrders", sum(cancelled_units) as "cancelledUnits",
              sum(cancelled_revenue) as "cancelledRevenue"
            from fact
            where hour >= ? and hour < ?
            group by fact.hour, fact.currency
            having sum(orders) + sum(cancelled_orders) > 0
            order by fact.hour, fact.currency
            limit ?
            """;

    private static final String BY_SKU =
            """
            select slot.sku as "sku", slot.currency as "currency",
              listed.name as "name", listed.category as "category", latest.discontinued as "discontinued",
              orders as "orders", units as "units", revenue as "revenue",
              case when listed_units > 0 then list_value end as "listValue", listed_units as "listedUnits",
              cancelled_orders as "cancelledOrders", cancelled_units as "cancelledUnits",
              cancelled_revenue as "cancelledRevenue"
            from (select sku, currency, sum(orders) as orders, sum(units) as units, sum(revenue) as revenue,
                    sum(listed_units) as listed_units, sum(list_value) as list_value,
                    sum(cancelled_orders) as cancelled_orders, sum(cancelled_units) as cancelled_units,
                    sum(cancelled_revenue) as cancelled_revenue
                  from fact
                  where hour >= ? and hour < ?
                  group by sku, currency
                  having sum(orders) + sum(cancelled_orders) > 0
                  order by sku, currency
                  limit ?) slot
            left join lateral (
              select name, category from product_change c where c.sku = slot.sku and name is not null
              order by revision desc, source desc, event_id desc limit 1) listed on true
            left join lateral (
              select discontinued from product_change c where c.sku = slot.sku
              order by revision desc, source desc, event_id desc limit 1) latest on true
            order by slot.sku, slot.currency
            """;

    private final DataSource database;

    FactTable(DataSource database) {
        this.database = database;
    }

    Rows answer(Question question) throws SQLException {
        var sql =
                switch (question.by()) {
                    case SKU -> BY_SKU;
                    case HOUR -> BY_HOUR;
                };
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setObject(1, question.from().atOffset(ZoneOffset.UTC));
            select.setObject(2, question.to().atOffset(ZoneOffset.UTC));
            // One more than wanted, to know whether there are more.
            select.setInt(3, question.limit() + 1);
            try (var rows = select.executeQuery()) {
                return read(rows, question.limit());
            }
        }
    }

    private static Rows read(ResultSet results, int limit) throws SQLException {
        var columns = new ArrayList<String>();
        for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
            columns.add(results.getMetaData().getColumnLabel(i));
        }
        var rows = new ArrayList<List<@Nullable Object>>();
        while (rows.size() < limit && results.next()) {
            var row = new ArrayList<@Nullable Object>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(results.getObject(i));
            }
            rows.add(row);
        }
        return new Rows(columns, rows, results.next());
    }
}
