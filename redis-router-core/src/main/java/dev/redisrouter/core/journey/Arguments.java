package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.resp.Request;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the arguments of the few commands that the router answers itself, and words what is wrong with them. */
final class Arguments {
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9]\\d{0,18}");

    private Arguments() {}

    /** The kind that counts for this request: commands that may block do so only when they say {@code BLOCK}. */
    static Kind effectiveKind(Request request, CommandSpec spec) {
        if (spec.kind() != Kind.BLOCKING_IF) {
            return spec.kind();
        }
        for (int i = 1; i < request.argumentCount(); i++) {
            if (is(request, i, "BLOCK")) {
                return Kind.BLOCKING;
            }
            if (is(request, i, "STREAMS")) {
                break;
            }
        }
        return Kind.READ;
    }

    /**
     * A number as strictly as Redis's {@code string2ll} reads it: no leading zero, and no sign but a minus.
     *
     * @throws NumberFormatException if it is none, or takes more than 64 bits
     */
    static long integer(Request request, int argument) {
        String text = text(request, argument);
        if (!INTEGER.matcher(text).matches()) {
            throw new NumberFormatException("number: '" + text + "' (expected: decimal digits)");
        }
        return Long.parseLong(text);
    }

    /** True for what {@link #integer} takes. */
    static boolean isInteger(Request request, int argument) {
        try {
            integer(request, argument);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static String text(Request request, int argument) {
        return request.frame()
                .toString(request.argumentOffset(argument), request.argumentLength(argument), StandardCharsets.UTF_8);
    }

    /** True when an argument is this word in any case. */
    static boolean is(Request request, int argument, String upperCaseWord) {
        int length = request.argumentLength(argument);
        if (length != upperCaseWord.length()) {
            return false;
        }
        int offset = request.argumentOffset(argument);
        for (int i = 0; i < length; i++) {
            int letter = request.frame().getByte(offset + i);
            if (letter >= 'a' && letter <= 'z') {
                letter -= 'a' - 'A';
            }
            if (letter != upperCaseWord.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** As Redis names a command in its messages: lower case, a subcommand behind a bar. */
    static String shown(CommandSpec spec) {
        return spec.name().toLowerCase(Locale.ROOT);
    }

    /** Redis's wording for a wrong number of arguments; with {@code EXEC} that ends a transaction even where there is none. */
    static String wrongNumber(CommandSpec spec) {
        String why = "wrong number of arguments for '" + shown(spec) + "' command";
        return spec.kind() == Kind.EXEC ? "EXECABORT Transaction discarded because of: " + why : "ERR " + why;
    }

    /** Redis's wording where a subcommand of {@code CLIENT} takes some arguments by choice, and got more. */
    static String tooManyForSubcommand(Request request) {
        return "ERR unknown subcommand or wrong number of arguments for '" + text(request, 1) + "'. Try CLIENT HELP.";
    }
}
