package dev.redisrouter.core.sentinel;

import dev.redisrouter.topology.NodeAddress;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** Opens both connections to a Sentinel. Returns at once; the stage completes on any thread, or fails with the reason. */
@FunctionalInterface
interface SentinelDialer {

    /** @param messages hears channel and message, on any thread, once the link is subscribed */
    CompletionStage<SentinelLink> dial(NodeAddress sentinel, BiConsumer<String, String> messages);
}
