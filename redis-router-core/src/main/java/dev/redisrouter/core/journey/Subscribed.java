package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.Request;
import java.util.HashSet;
import java.util.Set;

/**
 * What a client is subscribed to, as far as its own commands say, for {@code CLIENT LIST}: they are passed on unread, so
 * a node's refusal goes unnoticed. Only on its event loop.
 */
final class Subscribed {
    /** Of each sort so many names are told apart, and further ones not counted. */
    private static final int NAMES_MAX = 100_000;

    private final Set<String> channels = new HashSet<>();
    private final Set<String> patterns = new HashSet<>();
    private final Set<String> shardChannels = new HashSet<>();

    int channels() {
        return channels.size();
    }

    int patterns() {
        return patterns.size();
    }

    int shardChannels() {
        return shardChannels.size();
    }

    boolean any() {
        return channels.size() + patterns.size() + shardChannels.size() > 0;
    }

    /** A command of the kind {@code SUBSCRIBE}. */
    void more(Request request) {
        Set<String> names = of(request);
        for (int i = 1; i < request.argumentCount() && names.size() < NAMES_MAX; i++) {
            names.add(Arguments.text(request, i));
        }
    }

    /** A command of the kind {@code UNSUBSCRIBE}; without arguments it ends all of its sort. */
    void less(Request request) {
        Set<String> names = of(request);
        if (request.argumentCount() == 1) {
            names.clear();
        }
        for (int i = 1; i < request.argumentCount(); i++) {
            names.remove(Arguments.text(request, i));
        }
    }

    private Set<String> of(Request request) {
        if (Arguments.is(request, 0, "SSUBSCRIBE") || Arguments.is(request, 0, "SUNSUBSCRIBE")) {
            return shardChannels;
        }
        return Arguments.is(request, 0, "PSUBSCRIBE") || Arguments.is(request, 0, "PUNSUBSCRIBE") ? patterns : channels;
    }
}
