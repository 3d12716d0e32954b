package dev.redisrouter.test;

import dev.redisrouter.topology.NodeAddress;
import java.nio.file.Path;

/**
 * Where one server of a lab is; it does not change while the lab lives.
 *
 * @param name {@code node-0} or {@code sentinel-0} and so on
 * @param index the number in the name
 * @param address where it listens for the test
 * @param announced where the other servers, and clients, are told that it is
 * @param directory its working directory, with its configuration and log
 */
record LabServer(String name, int index, NodeAddress address, NodeAddress announced, Path directory) {
    Path configFile() {
        return directory.resolve("redis.conf");
    }

    Path log() {
        return directory.resolve("log");
    }
}
