package dev.tideway.knlocal.cli;

import java.time.Duration;
import java.util.List;

/// Shows a status again and again: in place on a terminal, as lines for changes in a pipe. A runner or a
/// cluster that is not there is waited for.
final class Watch<T> {
    private static final String HOME = "\u001B[H";
    private static final String CLEAR_SCREEN = "\u001B[2J";
    private static final String CLEAR_LINE = "\u001B[K";
    private static final String CLEAR_BELOW = "\u001B[J";
    private static final String HIDE_CURSOR = "\u001B[?25l";
    private static final String SHOW_CURSOR = "\u001B[?25h";

    private final Io io;
    private final Source<T> source;
    private final View<T> view;
    private String trouble = "";

    Watch(Io io, Source<T> source, View<T> view) {
        this.io = io;
        this.source = source;
        this.view = view;
    }

    interface Source<T> {
        T status() throws CommandException;
    }

    /// Until the thread is interrupted, the process ends, or nobody reads any more.
    void run(Duration pause, ShowStatus.Format format) throws InterruptedException {
        if (inPlace(format)) {
            io.out().print(HIDE_CURSOR + CLEAR_SCREEN);
            Runtime.getRuntime().addShutdownHook(new Thread(this::leave));
        }
        while (!io.out().checkError()) {
            look(format);
            Thread.sleep(pause);
        }
    }

    private void look(ShowStatus.Format format) {
        try {
            show(source.status(), format);
            trouble = "";
        } catch (CommandException e) {
            show(String.valueOf(e.getMessage()), format);
        }
    }

    private void show(T status, ShowStatus.Format format) {
        switch (format) {
            case json -> io.out().println(view.json(status).replaceAll("\\n *", ""));
            case table -> {
                if (inPlace(format)) {
                    repaint(view.table(status, io.screen().colours()));
                } else {
                    view.changes(status).forEach(io.out()::println);
                }
            }
        }
    }

    private void show(String why, ShowStatus.Format format) {
        if (inPlace(format)) {
            repaint(List.of(why, "waiting …"));
        } else if (!why.equals(trouble)) {
            io.err().println(why);
        }
        trouble = why;
    }

    private void repaint(List<String> lines) {
        var picture = new StringBuilder(HOME);
        lines.forEach(line -> picture.append(line).append(CLEAR_LINE).append('\n'));
        io.out().print(picture.append(CLEAR_BELOW));
        io.out().flush();
    }

    private boolean inPlace(ShowStatus.Format format) {
        return io.screen().terminal() && format == ShowStatus.Format.table;
    }

    private void leave() {
        io.out().println(SHOW_CURSOR);
        io.out().flush();
    }
}
