package dev.redisrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Fields are read from what a server answers to {@code INFO}, whose lines end in CR LF. */
class InfoTest {
    private static final String STATS = "# Commandstats\r\n"
            + "cmdstat_get:calls=1042,usec=2000,usec_per_call=1.92,rejected_calls=0,failed_calls=0\r\n"
            + "cmdstat_getex:calls=7,usec=10,usec_per_call=1.43,rejected_calls=0,failed_calls=0\r\n";

    @Test
    void readsAField() {
        assertThat(Info.field("# Replication\r\nrole:slave\r\nmaster_port:7000\r\n", "role"))
                .isEqualTo("slave");
    }

    @Test
    void anAbsentFieldIsEmpty() {
        assertThat(Info.field("role:master\r\n", "master_port")).isEmpty();
    }

    @Test
    void readsTheCallsOfACommandAndOfNoOther() {
        assertThat(Info.calls(STATS, "get")).isEqualTo(1042);
        assertThat(Info.calls(STATS, "getex")).isEqualTo(7);
        assertThat(Info.calls(STATS, "set")).isZero();
    }
}
