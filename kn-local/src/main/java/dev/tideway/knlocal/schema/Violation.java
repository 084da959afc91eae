package dev.tideway.knlocal.schema;

/// One thing in which data do not keep their schema.
///
/// @param pointer to what is wrong, a JSON pointer; empty for the data as a whole
/// @param what it is and what was wanted; never the value of a secret, nor a long one
public record Violation(String pointer, String what) {
    private static final int LONGEST = 120;

    static Violation of(String pointer, String what) {
        return new Violation(Cut.to(LONGEST, pointer), Cut.to(2 * LONGEST, what));
    }

    /// For people: `/lines/0/quantity is 0, wanted 1 or more`.
    @Override
    public String toString() {
        return (pointer.isEmpty() ? "data" : pointer) + " " + what;
    }
}
