package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * A node's reply to {@code HELLO}, as a client of the router gets it: with the client's own id. In Redis's reply the
 * field {@code id} is a bulk string followed by an integer, in RESP2 and RESP3 alike.
 */
final class HelloReply {
    private static final byte[] ID = "$2\r\nid\r\n:".getBytes(StandardCharsets.US_ASCII);

    private HelloReply() {}

    static void write(ByteBuf out, byte[] ofNode, long clientId) {
        int at = indexOfId(ofNode);
        if (at < 0) {
            out.writeBytes(ofNode);
            return;
        }
        int integer = at + ID.length - 1;
        int end = integer;
        while (ofNode[end] != '\n') {
            end++;
        }
        out.writeBytes(ofNode, 0, integer);
        RespWriter.integer(out, clientId);
        out.writeBytes(ofNode, end + 1, ofNode.length - end - 1);
    }

    /** The id that the node gave the connection; -1 when the reply holds none. */
    static long id(byte[] ofNode) {
        int at = indexOfId(ofNode);
        if (at < 0) {
            return -1;
        }
        long id = 0;
        for (int i = at + ID.length; i < ofNode.length && ofNode[i] >= '0' && ofNode[i] <= '9'; i++) {
            id = 10 * id + ofNode[i] - '0';
        }
        return id;
    }

    private static int indexOfId(byte[] reply) {
        for (int i = 0; i + ID.length < reply.length; i++) {
            int matched = 0;
            while (matched < ID.length && reply[i + matched] == ID[matched]) {
                matched++;
            }
            if (matched == ID.length) {
                return i;
            }
        }
        return -1;
    }
}
