package dev.redisrouter.core.command;

import dev.redisrouter.core.resp.Bytes;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RequestDecoder;
import java.util.Arrays;
import java.util.List;

/** Requests as a client would send them. */
final class Requests {
    private Requests() {}

    /** The words of a line; a word may be empty when written as {@code ''}. */
    static Request of(String line) {
        return of(Arrays.stream(line.split(" ", -1))
                .map(word -> word.equals("''") ? "" : word)
                .toList());
    }

    static Request of(List<String> words) {
        RequestDecoder decoder = new RequestDecoder(1 << 20, 1 << 20, 1 << 30);
        if (decoder.next(Bytes.of(Bytes.multibulk(words))) != RequestDecoder.Result.FRAME) {
            throw new AssertionError("no request: " + words);
        }
        return decoder;
    }
}
