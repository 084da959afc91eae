package dev.tideway.deadletters;

import java.util.Locale;

/// Where a letter stands.
enum State {
    /// It can be redriven.
    WAITING,
    /// It is being sent, or nobody knows whether it has arrived.
    UNSURE,
    /// It was sent again, and has not come back.
    REDRIVEN;

    /// As the table and the answers have it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when it is none, with a line for whoever asked
    static State of(String word) {
        for (var state : values()) {
            if (state.word().equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("state is waiting, unsure or redriven, not " + word);
    }
}
