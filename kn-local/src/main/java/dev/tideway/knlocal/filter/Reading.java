package dev.tideway.knlocal.filter;

/// How a broker class reads a filter; the two differ at the edges (empty values, absent attributes, times).
public enum Reading {
    /// Class Kafka: entries with an empty value are ignored; prefix and suffix of an absent `subject` or
    /// `datacontenttype` discard the event; `time` is compared in UTC, its fraction in groups of three digits.
    KAFKA,
    /// Class MTChannelBasedBroker: an empty value in `filter.attributes` wants the attribute present, in any other
    /// dialect it voids the item; `time` keeps its offset.
    CHANNEL_BASED
}
