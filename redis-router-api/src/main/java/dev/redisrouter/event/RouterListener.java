package dev.redisrouter.event;

/**
 * Hears every event of a router, in the order in which they happened.
 *
 * <p>Called on the router's control thread: return soon, and never wait for the router inside. What a listener throws
 * is logged and disturbs nothing.
 */
@FunctionalInterface
public interface RouterListener {
    void onEvent(RouterEvent event);
}
