package dev.tideway.knlocal.cli;

import dev.tideway.knlocal.generated.Generated;
import dev.tideway.knlocal.manifest.Problem;
import java.io.IOException;
import java.util.List;

/// Writes files that come from others, or says which are stale.
///
/// @param command what writes them
record GeneratedFiles(Io io, String command) {
    void refuse(List<Problem> problems) throws CommandException {
        problems.forEach(problem -> io.err().println("problem  " + problem));
        if (!problems.isEmpty()) {
            throw CommandException.failed("nothing was written");
        }
    }

    int check(Generated generated) throws CommandException, IOException {
        var stale = generated.stale();
        stale.forEach(file -> io.err().println("stale    " + file));
        if (!stale.isEmpty()) {
            throw CommandException.failed("run " + command + ", and commit what it writes");
        }
        io.out().println("all " + generated.files().size() + " files are as they should be");
        return ExitCodes.DONE;
    }

    int write(Generated generated) throws IOException {
        var stale = generated.stale();
        generated.write(stale);
        stale.forEach(file ->
                io.out()
                        .println(
                                (generated.files().containsKey(file.file())
                                                ? "wrote    "
                                                : "deleted  ")
                                        + file.file()));
        io.out().println(stale.isEmpty() ? "nothing to do" : "done");
        return ExitCodes.DONE;
    }
}
