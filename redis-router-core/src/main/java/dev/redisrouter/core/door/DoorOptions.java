package dev.redisrouter.core.door;

import io.lettuce.core.ClientOptions;
import java.lang.reflect.InvocationTargetException;

/** How Lettuce behaves behind the door, where that differs from its defaults. */
final class DoorOptions {

    /**
     * Commands of one connection that may wait to be written, and as many for their replies. Lettuce's own default is
     * no bound.
     */
    static final int REQUEST_QUEUE_SIZE = 1_000_000;

    private DoorOptions() {}

    static ClientOptions create() {
        ClientOptions.Builder options =
                ClientOptions.builder().autoReconnect(true).requestQueueSize(REQUEST_QUEUE_SIZE);
        switchOffMaintenanceNotifications(options);
        return options.build();
    }

    /**
     * Lettuce 7 asks the server to announce its own maintenance, so as to move to another address. There is no other
     * address here. Lettuce 6 neither asks nor has the types to be told not to, hence by name.
     */
    private static void switchOffMaintenanceNotifications(ClientOptions.Builder options) {
        Class<?> config;
        try {
            config = Class.forName(
                    "io.lettuce.core.MaintNotificationsConfig", true, ClientOptions.class.getClassLoader());
        } catch (ClassNotFoundException lettuce6) {
            return;
        }
        try {
            Object disabled = config.getMethod("disabled").invoke(null);
            ClientOptions.Builder.class
                    .getMethod("maintNotificationsConfig", config)
                    .invoke(options, disabled);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(
                    "cannot switch off Lettuce's maintenance notifications (expected: Lettuce 6.6 to 7.x)", e);
        }
    }
}
