package dev.redisrouter.config;

import java.time.Duration;

/**
 * Bounds on what a peer can choose.
 *
 * @param maxBulkBytes the longest argument, 1 MiB to 2,147,483,647; 512 MiB by default, as Redis's {@code
 *     proto-max-bulk-len}
 * @param maxArguments the most arguments of one command, 1 to 2,147,483,647; 1,048,576 by default
 * @param maxRequestBytes the longest command in all, 1 MiB to 2,147,483,647; 1 GiB by default, as Redis's {@code
 *     client-query-buffer-limit}
 * @param pipelineDepth commands of one client that may wait for their replies before it is read no further, 1 to
 *     1,000,000; 4,096 by default
 * @param outputBytes bytes of replies that one client may leave unread before it is closed, 64 KiB or more; 256 MiB by
 *     default
 * @param outputTimeout how long a client may read nothing of a large reply, or of what it has subscribed to, before it is
 *     closed; 60 s by default. Nothing of that is kept for it meanwhile: the node waits
 */
public record LimitsConfig(
        int maxBulkBytes,
        int maxArguments,
        int maxRequestBytes,
        int pipelineDepth,
        long outputBytes,
        Duration outputTimeout) {

    public LimitsConfig {
        Check.range("limits.maxBulkBytes", maxBulkBytes, 1 << 20, Integer.MAX_VALUE);
        Check.range("limits.maxArguments", maxArguments, 1, Integer.MAX_VALUE);
        Check.range("limits.maxRequestBytes", maxRequestBytes, 1 << 20, Integer.MAX_VALUE);
        Check.range("limits.pipelineDepth", pipelineDepth, 1, 1_000_000);
        Check.range("limits.outputBytes", outputBytes, 1 << 16, Long.MAX_VALUE);
        Check.positive("limits.outputTimeout", outputTimeout);
    }

    public static LimitsConfig defaults() {
        return new LimitsConfig(512 << 20, 1 << 20, 1 << 30, 4_096, 256L << 20, Duration.ofSeconds(60));
    }

    public LimitsConfig maxBulkBytes(int maxBulkBytes) {
        return new LimitsConfig(maxBulkBytes, maxArguments, maxRequestBytes, pipelineDepth, outputBytes, outputTimeout);
    }

    public LimitsConfig maxArguments(int maxArguments) {
        return new LimitsConfig(maxBulkBytes, maxArguments, maxRequestBytes, pipelineDepth, outputBytes, outputTimeout);
    }

    public LimitsConfig maxRequestBytes(int maxRequestBytes) {
        return new LimitsConfig(maxBulkBytes, maxArguments, maxRequestBytes, pipelineDepth, outputBytes, outputTimeout);
    }

    public LimitsConfig pipelineDepth(int pipelineDepth) {
        return new LimitsConfig(maxBulkBytes, maxArguments, maxRequestBytes, pipelineDepth, outputBytes, outputTimeout);
    }

    public LimitsConfig outputBytes(long outputBytes) {
        return new LimitsConfig(maxBulkBytes, maxArguments, maxRequestBytes, pipelineDepth, outputBytes, outputTimeout);
    }

    public LimitsConfig outputTimeout(Duration outputTimeout) {
        return new LimitsConfig(maxBulkBytes, maxArguments, maxRequestBytes, pipelineDepth, outputBytes, outputTimeout);
    }
}
