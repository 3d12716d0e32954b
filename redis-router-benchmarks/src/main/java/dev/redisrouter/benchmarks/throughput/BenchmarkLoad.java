package dev.redisrouter.benchmarks.throughput;

import java.util.List;

/** A load that redis-benchmark can make: so many clients, each with so many requests under way, with values of this size. */
enum BenchmarkLoad {
    CLIENTS_50("50 clients", 50, 1, 3, 100_000),
    CLIENTS_50_PIPELINED("50 clients, pipelines of 16", 50, 16, 3, 1_000_000),
    CLIENTS_500("500 clients", 500, 1, 3, 100_000),
    CLIENTS_500_PIPELINED("500 clients, pipelines of 64", 500, 64, 3, 1_500_000),
    CLIENTS_1000("1,000 clients", 1_000, 1, 3, 100_000),
    CLIENTS_5000("5,000 clients", 5_000, 1, 3, 200_000),
    VALUES_4K("50 clients, 4 KiB", 50, 1, 4096, 100_000),
    VALUES_4K_PIPELINED("50 clients, 4 KiB, pipelines of 16", 50, 16, 4096, 200_000),
    ONE_CLIENT("one client", 1, 1, 3, 20_000);

    static final List<BenchmarkLoad> USUAL =
            List.of(CLIENTS_50, CLIENTS_50_PIPELINED, CLIENTS_500, VALUES_4K, VALUES_4K_PIPELINED, ONE_CLIENT);

    static final List<BenchmarkLoad> SHORT = List.of(CLIENTS_50, CLIENTS_50_PIPELINED);

    /** More, and the hundredths of a second in which the system counts would show. */
    private static final int SHORTER = 20;

    private final String title;
    private final int clients;
    private final int pipeline;
    private final int valueBytes;
    private final int requests;

    BenchmarkLoad(String title, int clients, int pipeline, int valueBytes, int requests) {
        this.title = title;
        this.clients = clients;
        this.pipeline = pipeline;
        this.valueBytes = valueBytes;
        this.requests = requests;
    }

    String title() {
        return title;
    }

    int clients() {
        return clients;
    }

    int pipeline() {
        return pipeline;
    }

    int valueBytes() {
        return valueBytes;
    }

    /** How many requests make a round. */
    int requests(boolean isShort) {
        return isShort ? requests / SHORTER : requests;
    }

    /** Whether it is put on a Unix socket too. */
    boolean isOverUnixSocketToo() {
        return this == CLIENTS_50;
    }
}
