package dev.redisrouter.core.command;

import dev.redisrouter.config.DurabilityConfig;
import dev.redisrouter.core.resp.Request;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Which writes are durable. Immutable. */
public final class DurableRule {
    private final boolean used;
    private final boolean all;
    private final Set<String> commands;
    private final byte[][] prefixes;

    public DurableRule(DurabilityConfig config) {
        this.used = config.isUsed();
        this.all = config.allWrites();
        this.commands = config.commands();
        this.prefixes = config.keyPrefixes().stream()
                .map(prefix -> prefix.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** True when there may be durable writes at all. */
    public boolean isUsed() {
        return used;
    }

    /**
     * True for a write that is durable.
     *
     * @param keys those of this request
     * @param keyCount how many they are, or {@link KeyHashes#UNKNOWN}
     */
    public boolean applies(Request request, CommandSpec spec, KeyHashes keys, int keyCount) {
        if (!used || !spec.writes()) {
            return false;
        }
        if (all || spec.unknown() || names(spec.name())) {
            return true;
        }
        if (prefixes.length == 0) {
            return false;
        }
        if (keyCount == KeyHashes.UNKNOWN || spec.keysUnknown()) {
            return true;
        }
        for (int key = 0; key < keyCount; key++) {
            if (beginsSo(request, keys.argument(key))) {
                return true;
            }
        }
        return false;
    }

    private boolean names(String name) {
        if (commands.isEmpty()) {
            return false;
        }
        int bar = name.indexOf('|');
        return commands.contains(name) || (bar > 0 && commands.contains(name.substring(0, bar)));
    }

    private boolean beginsSo(Request request, int argument) {
        for (byte[] prefix : prefixes) {
            if (request.argumentLength(argument) >= prefix.length
                    && begins(request.frame(), request.argumentOffset(argument), prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(ByteBuf frame, int offset, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (frame.getByte(offset + i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
