package dev.redisrouter.core.command;

import dev.redisrouter.core.resp.Request;
import java.util.Arrays;

/** The keys of one request after the other, as hashes. One per event loop, reused, only on that loop. */
public final class KeyHashes {

    /** The keys cannot be told from the arguments, or are too many to be worth it; take it for any key. */
    public static final int UNKNOWN = -1;

    static final int MAX_KEYS = 1 << 16;

    private int[] hashes = new int[16];
    private int[] arguments = new int[16];
    private int count;

    /**
     * Takes in the keys of a request.
     *
     * @param database the number that SELECT chose, 0 or more
     * @return how many there are, or {@link #UNKNOWN}
     */
    public int read(Request request, CommandSpec spec, int database) {
        count = 0;
        if (spec.anyKey()) {
            return UNKNOWN;
        }
        for (KeySpec rule : spec.keys()) {
            if (!collect(request, rule, database)) {
                return UNKNOWN;
            }
        }
        return count;
    }

    /** The hash of (database, key), all 32 bits well mixed, for a key of the last {@link #read}. */
    public int hash(int key) {
        return hashes[key];
    }

    /** Which argument is a key of the last {@link #read}. */
    public int argument(int key) {
        return arguments[key];
    }

    /** False if the rule does not fit the arguments; Redis will say so to the client. */
    private boolean collect(Request request, KeySpec rule, int database) {
        int arguments = request.argumentCount();
        switch (rule.form()) {
            case RANGE -> {
                int last = rule.last() < 0 ? arguments + rule.last() : Math.min(rule.last(), arguments - 1);
                return add(request, database, rule.first(), last, rule.step());
            }
            case COUNTED -> {
                int keys = number(request, rule.first());
                long last = rule.first() + (long) keys * rule.step();
                return keys >= 0
                        && last < arguments
                        && add(request, database, rule.first() + 1, (int) last, rule.step());
            }
            case AFTER -> {
                for (int word = find(request, rule, rule.first());
                        word < arguments - 1;
                        word = find(request, rule, word + 1)) {
                    if (!add(request, database, word + 1, word + 1, 1)) {
                        return false;
                    }
                }
                return true;
            }
            case REST -> {
                return add(request, database, find(request, rule, rule.first()) + 1, arguments - 1, 1);
            }
            case HALF -> {
                int word = find(request, rule, rule.first());
                int behind = arguments - 1 - word;
                return behind > 0 && behind % 2 == 0 && add(request, database, word + 1, word + behind / 2, 1);
            }
        }
        return false;
    }

    private boolean add(Request request, int database, int first, int last, int step) {
        for (int argument = first; argument <= last; argument += step) {
            if (count == MAX_KEYS) {
                return false;
            }
            if (count == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * count);
                arguments = Arrays.copyOf(arguments, 2 * count);
            }
            arguments[count] = argument;
            hashes[count++] = KeyHash.of(
                    database, request.frame(), request.argumentOffset(argument), request.argumentLength(argument));
        }
        return true;
    }

    /** The index of the first such word from an index on; the number of arguments when there is none. */
    private static int find(Request request, KeySpec rule, int from) {
        int argument = from;
        while (argument < request.argumentCount()
                && !Ascii.equals(
                        request.frame(),
                        request.argumentOffset(argument),
                        request.argumentLength(argument),
                        rule.word())) {
            argument++;
        }
        return argument;
    }

    /** The value of an argument that is a number of keys, or -1. */
    private static int number(Request request, int argument) {
        if (argument >= request.argumentCount()) {
            return -1;
        }
        int length = request.argumentLength(argument);
        if (length == 0 || length > 9) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < length; i++) {
            int digit = request.frame().getByte(request.argumentOffset(argument) + i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
