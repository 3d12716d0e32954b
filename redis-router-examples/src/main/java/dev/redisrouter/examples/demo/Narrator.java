package dev.redisrouter.examples.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The only one who prints. On a terminal with colour and a progress line that is written over; else plain lines.
 *
 * <p>Only on the main thread, but for {@link #progress}, whose caller must not print anything else meanwhile.
 */
final class Narrator {
    private static final String BOLD = "\033[1m";
    private static final String DIM = "\033[2m";
    private static final String RED = "\033[31m";
    private static final String GREEN = "\033[32m";
    private static final String RESET = "\033[0m";
    private static final String LINE_START = "\r\033[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final List<Promise> broken = new ArrayList<>();
    private int steps;

    /** What the progress line shows; empty when there is none. */
    private String progress = "";

    Narrator(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void title(String text) {
        line(paint(BOLD, text));
    }

    /** The heading of the next step. */
    void step(String title) {
        steps++;
        line("");
        line(paint(BOLD, steps + ". " + title));
    }

    /** One or more lines of the story. */
    void say(String text, Object... args) {
        String full = args.length == 0 ? text : String.format(Locale.ROOT, text, args);
        full.lines().forEach(each -> line("   " + each));
    }

    /** A line of lesser weight: what the reader could type, or where a figure comes from. */
    void note(String text, Object... args) {
        String full = args.length == 0 ? text : String.format(Locale.ROOT, text, args);
        full.lines().forEach(each -> line(paint(DIM, "   " + each)));
    }

    /** Replaces the progress line; nothing in a pipe. */
    void progress(String text) {
        if (terminal && !text.equals(progress)) {
            progress = text;
            out.print(LINE_START + paint(DIM, "   " + text));
            out.flush();
        }
    }

    /** Tells whether a promise was kept, and remembers it when it was not. */
    void promise(Promise promise) {
        String mark = promise.kept() ? paint(GREEN, "✓") : paint(RED, "✗");
        String what = promise.kept() ? promise.what() : paint(RED, "NOT KEPT: " + promise.what());
        line("   " + mark + " " + what + ": " + promise.observed());
        if (!promise.kept()) {
            broken.add(promise);
        }
    }

    /** What was promised and not kept so far. */
    List<Promise> broken() {
        return List.copyOf(broken);
    }

    private void line(String text) {
        out.println((progress.isEmpty() ? "" : LINE_START) + text);
        out.flush();
        progress = "";
    }

    private String paint(String code, String text) {
        return terminal && !text.isEmpty() ? code + text + RESET : text;
    }
}
