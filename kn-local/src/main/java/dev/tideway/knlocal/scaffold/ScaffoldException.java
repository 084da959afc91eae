package dev.tideway.knlocal.scaffold;

/// Why no function was made, in one line: the thing, its place, the mend. Nothing was changed.
public final class ScaffoldException extends Exception {
    public ScaffoldException(String why) {
        super(why);
    }
}
