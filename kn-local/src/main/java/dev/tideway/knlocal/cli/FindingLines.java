package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.check.Check;
import dev.tideway.knlocal.check.Finding;
import dev.tideway.knlocal.check.Severity;

/// Findings for people: what, where, why it matters, and the mend.
record FindingLines(Io io) {
    void print(Check check) {
        check.unbuilt()
                .forEach(it ->
                        io.err()
                                .println(
                                        "function %s is not compiled: what it takes and emits is not checked; make build"
                                                .formatted(it)));
        check.findings().forEach(this::print);
        if (!check.isClean()) {
            io.out().println();
        }
        io.out().println(summary(check));
    }

    private void print(Finding finding) {
        var colour =
                finding.rule().severity() == Severity.ERROR
                        ? Table.Colour.RED
                        : Table.Colour.YELLOW;
        var severity = finding.rule().severity().toString();
        io.out()
                .println(
                        "%s: %s: %s [%s]"
                                .formatted(
                                        finding.breach().place(),
                                        io.screen().colours() ? colour.paint(severity) : severity,
                                        finding.breach().what(),
                                        finding.rule().id()));
        io.out().println("    " + finding.rule().why());
        if (!finding.breach().mend().isEmpty()) {
            io.out().println("    mend: " + finding.breach().mend());
        }
    }

    private static String summary(Check check) {
        var allowed =
                check.allowed().isEmpty() ? "" : ", %d allowed".formatted(check.allowed().size());
        return check.isClean()
                ? (check.isWhole() ? "nothing to mend" : "nothing to mend in what is compiled")
                        + allowed
                : "%d to mend%s".formatted(check.findings().size(), allowed);
    }
}
