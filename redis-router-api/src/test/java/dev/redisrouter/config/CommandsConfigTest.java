package dev.redisrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Commands are named in any case, and lists grow and shrink by name. */
class CommandsConfigTest {

    @Test
    void namesAreKeptInUpperCase() {
        CommandsConfig commands = CommandsConfig.defaults()
                .masterOnly("get", "Config|Get")
                .anyNode("ft.search")
                .refuse("keys");

        assertThat(commands.masterOnly()).containsExactlyInAnyOrder("GET", "CONFIG|GET");
        assertThat(commands.anyNode()).containsExactly("FT.SEARCH");
        assertThat(commands.refused()).contains("KEYS", "SHUTDOWN");
    }

    @Test
    void listsGrowWithEveryCall() {
        CommandsConfig commands = CommandsConfig.defaults().masterOnly("GET").masterOnly("MGET", "HGET");

        assertThat(commands.masterOnly()).containsExactlyInAnyOrder("GET", "MGET", "HGET");
    }

    @Test
    void aRefusedCommandCanBeAllowedInAnyCase() {
        CommandsConfig commands = CommandsConfig.defaults().allow("debug", "FAILOVER");

        assertThat(commands.refused()).doesNotContain("DEBUG", "FAILOVER").contains("SHUTDOWN");
    }

    @Test
    void aCopyLeavesTheOriginalAsItWas() {
        CommandsConfig original = CommandsConfig.defaults();

        original.masterOnly("GET").refuse("KEYS").allow("DEBUG");

        assertThat(original).isEqualTo(CommandsConfig.defaults());
    }
}
