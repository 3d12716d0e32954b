package dev.redisrouter.test.resp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.CommandTable;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.resp.RequestDecoder;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The router's table knows every command of the server, and nothing that contradicts what the server says of it. */
@RedisLabTest(replicas = 0, sentinels = 0)
class CommandTableIT {
    private static final CommandTable TABLE = CommandTable.of(new CommandsConfig(Set.of(), Set.of(), Set.of()));
    private static final Set<Kind> MAY_BLOCK = EnumSet.of(Kind.BLOCKING, Kind.BLOCKING_IF, Kind.WAIT, Kind.REFUSED);

    @Test
    void knowsEveryCommandOfTheServer(RedisLab lab) {
        assertThat(commands(lab))
                .hasSizeGreaterThan(300)
                .allSatisfy(command -> assertThat(lookup(command).name()).isEqualTo(command.name()));
    }

    @Test
    void sendsToAnyNodeOnlyWhatTheServerDoesNotCallAWrite(RedisLab lab) {
        assertThat(commands(lab))
                .filteredOn(Command::writes)
                .hasSizeGreaterThan(100)
                .allSatisfy(command -> {
                    CommandSpec spec = lookup(command);
                    assertThat(spec.writes()).as(command.name()).isTrue();
                    assertThat(spec.anyNode()).as(command.name()).isFalse();
                });
    }

    @Test
    void sharesNoConnectionWithWhatBlocks(RedisLab lab) {
        assertThat(commands(lab))
                .filteredOn(command -> command.flags().contains("blocking"))
                .isNotEmpty()
                .allSatisfy(command ->
                        assertThat(lookup(command).kind()).as(command.name()).isIn(MAY_BLOCK));
    }

    @Test
    void refusesNoNumberOfArgumentsThatTheServerTakes(RedisLab lab) {
        assertThat(commands(lab)).allSatisfy(command -> {
            int least = Math.abs(command.arity());
            assertThat(lookup(command).accepts(least)).as(command.name()).isTrue();
            if (command.arity() < 0) {
                assertThat(lookup(command).accepts(least + 1))
                        .as(command.name())
                        .isTrue();
            }
        });
    }

    private record Command(String name, int arity, List<?> flags) {
        boolean writes() {
            return flags.contains("write");
        }
    }

    private static CommandSpec lookup(Command command) {
        ByteBuf request = Unpooled.buffer();
        RespWriter.command(request, command.name().split("\\|", -1));
        RequestDecoder decoder = new RequestDecoder(1024, 1024, 1024);
        assertThat(decoder.next(request)).isEqualTo(RequestDecoder.Result.FRAME);
        return TABLE.lookup(decoder);
    }

    private static List<Command> commands(RedisLab lab) {
        List<Command> commands = new ArrayList<>();
        add((List<?>) Objects.requireNonNull(lab.master().command("COMMAND")), commands);
        return commands;
    }

    /** Each entry: name, arity, flags, first, last, step, categories, tips, key specifications, subcommands. */
    private static void add(List<?> entries, List<Command> commands) {
        for (Object entry : entries) {
            List<?> fields = (List<?>) entry;
            String name = ((String) fields.get(0)).toUpperCase(Locale.ROOT);
            commands.add(new Command(name, Math.toIntExact((Long) fields.get(1)), (List<?>) fields.get(2)));
            add((List<?>) fields.get(9), commands);
        }
    }
}
