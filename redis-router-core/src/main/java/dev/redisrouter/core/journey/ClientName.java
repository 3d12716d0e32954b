package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.server.ServerVersion;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** What a client calls itself or its library: any bytes that the server's rule allows, one to a char. */
final class ClientName {
    static final String REFUSAL = "ERR Client names cannot contain spaces, newlines or special characters.";

    private ClientName() {}

    static String read(Request request, int argument) {
        return request.frame()
                .toString(
                        request.argumentOffset(argument),
                        request.argumentLength(argument),
                        StandardCharsets.ISO_8859_1);
    }

    /** Redis's rule: printable ASCII without spaces, or nothing. A newer one sees no more than C shows it. */
    static boolean isAllowed(String name, ServerVersion server) {
        String looked = server.looksAtNamesUpToNul() ? shown(name) : name;
        return looked.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    /** As in a line about the client. */
    static String shown(String name) {
        int nul = name.indexOf('\0');
        return nul < 0 ? name : name.substring(0, nul);
    }

    static void writeTo(ByteBuf reply, String name) {
        RespWriter.bulk(reply, name.getBytes(StandardCharsets.ISO_8859_1));
    }
}
