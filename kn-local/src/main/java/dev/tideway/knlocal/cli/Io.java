package dev.tideway.knlocal.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;

/// What a command has from the process it runs in.
record Io(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Screen screen,
        Map<String, String> environment) {}
