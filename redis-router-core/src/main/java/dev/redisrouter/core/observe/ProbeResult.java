package dev.redisrouter.core.observe;

/** How a probe of a node ended, as it stands in the tag {@code result} of the metric {@code redis.router.probes}. */
public enum ProbeResult {
    /** It answered and is fit to serve. */
    OK("ok"),
    /** It answered, and is loading or without a synchronised link to its master. */
    NOT_READY("not-ready"),
    /** No answer in time. */
    TIMEOUT("timeout"),
    /** The connection was refused, failed or was lost. */
    UNREACHABLE("unreachable"),
    /** It answered with an error, such as {@code -NOAUTH}. */
    ERROR("error");

    private final String tag;

    ProbeResult(String tag) {
        this.tag = tag;
    }

    String tag() {
        return tag;
    }
}
