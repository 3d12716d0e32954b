package dev.redisrouter.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: the user's word on a command counts, or is refused with the reason. */
class OverridesTest {
    private final CommandsConfig defaults = CommandsConfig.defaults();

    @Test
    void aReadCanBeKeptOnTheMaster() {
        CommandSpec get = lookup(defaults.masterOnly("get"), "get k");

        assertThat(get.kind()).isEqualTo(Kind.WRITE);
        assertThat(get.anyNode()).isFalse();
        assertThat(get.writes()).isFalse();
        assertThat(get.idempotent(2)).isTrue();
    }

    @Test
    void aScanOrStreamReadOnTheMasterStaysWhatItIs() {
        CommandsConfig config = defaults.masterOnly("SCAN", "HSCAN", "XREAD");

        for (String line : new String[] {"scan 0", "hscan k 0", "xread streams k 0"}) {
            assertThat(lookup(config, line).kind())
                    .isEqualTo(lookup(defaults, line).kind());
            assertThat(lookup(config, line).anyNode()).isFalse();
        }
    }

    @Test
    void aCommandOfAModuleCanBeAllowedOnAnyNode() {
        CommandSpec spec = lookup(defaults.anyNode("mymodule.get"), "MyModule.Get k");

        assertThat(spec.kind()).isEqualTo(Kind.READ);
        assertThat(spec.anyNode()).isTrue();
        assertThat(spec.name()).isEqualTo("MYMODULE.GET");
    }

    @Test
    void aReadOnlyScriptReadsAnyKeyAndCanBeKeptOnTheMaster() {
        CommandSpec spec = lookup(defaults, "eval_ro s 0");

        assertThat(spec.anyNode()).isTrue();
        assertThat(spec.readsKeyspace()).isTrue();
        assertThat(lookup(defaults.masterOnly("EVAL_RO"), "eval_ro s 0").anyNode())
                .isFalse();
    }

    @Test
    void whatGoesEverywhereCanBeKeptOnTheMaster() {
        assertThat(lookup(defaults, "script load x").kind()).isEqualTo(Kind.EVERYWHERE);
        assertThat(lookup(defaults.masterOnly("SCRIPT|LOAD"), "script load x").kind())
                .isEqualTo(Kind.WRITE);
    }

    @Test
    void whatIsRefusedByDefaultIsRefusedWithItsSubcommands() {
        assertThat(lookup(defaults, "shutdown nosave").kind()).isEqualTo(Kind.REFUSED);
        assertThat(lookup(defaults, "cluster slots").kind()).isEqualTo(Kind.REFUSED);
        assertThat(lookup(defaults, "cluster nosuch").kind()).isEqualTo(Kind.REFUSED);
        assertThat(lookup(defaults, "module list").kind()).isEqualTo(Kind.REFUSED);
        assertThat(lookup(defaults.allow("CLUSTER"), "cluster slots").kind()).isEqualTo(Kind.WRITE);
    }

    @Test
    void aSubcommandAloneCanBeRefused() {
        CommandsConfig config = defaults.refuse("config|set", "NOSUCH", "OTHER|ONE");

        assertThat(lookup(config, "config set a b").kind()).isEqualTo(Kind.REFUSED);
        assertThat(lookup(config, "config get a").kind()).isEqualTo(Kind.WRITE);
        assertThat(lookup(config, "nosuch").kind()).isEqualTo(Kind.REFUSED);
        assertThat(lookup(config, "other one").kind()).isEqualTo(Kind.REFUSED);
        assertThat(lookup(config, "other two").kind()).isEqualTo(Kind.WRITE);
    }

    @Test
    void aSubcommandsOwnEntryWinsOverItsContainers() {
        CommandsConfig config = defaults.masterOnly("OBJECT").anyNode("OBJECT|ENCODING", "OBJECT|NEW");

        assertThat(lookup(config, "object freq k").anyNode()).isFalse();
        assertThat(lookup(config, "object encoding k").anyNode()).isTrue();
        assertThat(lookup(config, "object new k").anyNode()).isTrue();
    }

    @Test
    void andSoItDoesTheOtherWayRound() {
        CommandsConfig config = defaults.anyNode("CONFIG").masterOnly("CONFIG|GET", "CONFIG|HELP");

        assertThat(lookup(config, "config set a b").anyNode()).isTrue();
        assertThat(lookup(config, "config get a").anyNode()).isFalse();
        assertThat(lookup(config, "config help").anyNode()).isFalse();
    }

    @Test
    void aRefusalWinsOverEverything() {
        CommandsConfig config = defaults.masterOnly("CONFIG|GET").refuse("CONFIG");

        assertThat(lookup(config, "config get a").kind()).isEqualTo(Kind.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MULTI", "BLPOP", "XREADGROUP", "SUBSCRIBE", "CLIENT|ID", "PING", "SELECT", "WAIT", "ROUTER"})
    void whatNeedsItsConnectionCannotGoAnywhere(String name) {
        assertThatThrownBy(() -> CommandTable.of(defaults.anyNode(name)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("commands.anyNode: " + name
                        + " (expected: a command that needs nothing of its connection and never blocks)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PING", "CLIENT", "SELECT", "MULTI", "ROUTER"})
    void whatTheRouterAnswersCannotGoToTheMaster(String name) {
        assertThatThrownBy(() -> CommandTable.of(defaults.masterOnly(name)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("commands.masterOnly: " + name);
    }

    @ParameterizedTest
    @CsvSource({
        "GET|X, GET without a subcommand",
        "|X, COMMAND or COMMAND|SUBCOMMAND",
        "X|, COMMAND or COMMAND|SUBCOMMAND"
    })
    void anArgumentIsNoSubcommand(String name, String expected) {
        assertThatThrownBy(() -> CommandTable.of(defaults.refuse(name)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("commands.refused: " + name + " (expected: " + expected);
    }

    private static CommandSpec lookup(CommandsConfig config, String line) {
        return CommandTable.of(config).lookup(Requests.of(line));
    }
}
