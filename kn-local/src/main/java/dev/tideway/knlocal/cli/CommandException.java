package dev.tideway.knlocal.cli;

/// Why a command could not do its work, in one line for the user.
final class CommandException extends Exception {
    private final int exitCode;

    private CommandException(int exitCode, String why) {
        super(why);
        this.exitCode = exitCode;
    }

    static CommandException failed(String why) {
        return new CommandException(ExitCodes.FAILED, why);
    }

    static CommandException misused(String why) {
        return new CommandException(ExitCodes.USAGE, why);
    }

    static CommandException noRunner(String why) {
        return new CommandException(ExitCodes.NO_RUNNER, why);
    }

    int exitCode() {
        return exitCode;
    }
}
