package dev.tideway.orderview;

/// What has become of an order's stock; a later one outranks the earlier ones.
enum Stock {
    REFUSED,
    RESERVED,
    RELEASED
}
