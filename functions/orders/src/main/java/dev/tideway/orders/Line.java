package dev.tideway.orders;

/// One line of an order.
///
/// @param quantity pieces
/// @param unitPrice of one piece, in minor units of the order's currency
record Line(String sku, int quantity, long unitPrice) {}
