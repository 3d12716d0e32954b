package dev.redisrouter.benchmarks.throughput;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that answers as a Redis does.
 *
 * @param pid the process whose use of the processors is counted
 * @param door where it listens, in the words of redis-benchmark
 */
record Target(String name, long pid, List<String> door, boolean isUnixSocket) {

    static Target onPort(String name, long pid, int port) {
        return new Target(name, pid, List.of("-h", "127.0.0.1", "-p", Integer.toString(port)), false);
    }

    static Target onUnixSocket(String name, long pid, Path socket) {
        return new Target(name, pid, List.of("-s", socket.toString()), true);
    }

    boolean takes(BenchmarkLoad load) {
        return !isUnixSocket || load.isOverUnixSocketToo();
    }
}
