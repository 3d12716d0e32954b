package dev.redisrouter.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: no line of the table contradicts itself. */
class CommandFileTest {
    private static final Set<Kind> MAY_WRITE = Set.of(Kind.WRITE, Kind.BLOCKING, Kind.BLOCKING_IF, Kind.REFUSED);

    private final Map<String, CommandSpec> specs = CommandFile.read();

    @Test
    void whatWritesNeverGoesToAnyNode() {
        assertThat(all())
                .filteredOn(CommandSpec::writes)
                .hasSizeGreaterThan(150)
                .allSatisfy(spec -> {
                    assertThat(spec.anyNode()).isFalse();
                    assertThat(spec.kind()).isIn(MAY_WRITE);
                });
    }

    @Test
    void whatWritesSaysWhichKeysOrThatItCannotTell() {
        assertThat(all())
                .filteredOn(spec -> spec.writes() && spec.keys().length == 0 && !spec.anyKey())
                .isEmpty();
    }

    @Test
    void whatReadsKeysNamesThem() {
        assertThat(all())
                .filteredOn(spec -> spec.kind() == Kind.READ && spec.keys().length > 0)
                .hasSizeGreaterThan(100)
                .allMatch(spec -> !spec.writes() && !spec.anyKey() && spec.idempotent(2));
    }

    @Test
    void everySubcommandStandsBehindItsContainer() {
        String container = "";
        for (String name : specs.keySet()) {
            int bar = name.indexOf('|');
            if (bar < 0) {
                container = name;
            } else {
                assertThat(name.substring(0, bar)).isEqualTo(container);
            }
        }
    }

    @Test
    void everyKindIsSomeCommands() {
        assertThat(all()).extracting(CommandSpec::kind).contains(Kind.values());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET 2 read 1",
                "GET two read 1 READ",
                "GET 2 reads 1 READ",
                "GET 2 read 1-2 READ",
                "GET 2 read STREAMS READ",
                "GET 2 read 1 READS",
                "GET 2 read 1 READ often",
                "GET 2 read 1 READ same more"
            })
    void aMistakeInTheTableIsNotOverlooked(String line) {
        assertThatThrownBy(() -> CommandFile.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    private Collection<CommandSpec> all() {
        return specs.values();
    }
}
