package dev.redisrouter.test.endpoint;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the router answers by itself it answers in Redis's words: byte for byte what a plain Redis says. */
class OwnAnswersIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0)).keepingData();

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0)).keepingData();

    /** Inline lines, which both read alike. */
    private static final List<String> LINES = List.of(
            "PING",
            "PING a",
            "PING a b",
            "PING a b c",
            "ping",
            "PiNg ''",
            "ECHO",
            "ECHO a",
            "ECHO a b",
            "ECHO ''",
            "ECHO \"\\x00\\xff\"",
            "SELECT",
            "SELECT 0",
            "SELECT 15",
            "SELECT 1 2",
            "SELECT x",
            "SELECT ''",
            "SELECT 01",
            "SELECT +1",
            "SELECT 1.0",
            "SELECT -1",
            "SELECT 16",
            "SELECT 2147483648",
            "SELECT -2147483649",
            "SELECT 99999999999999999999",
            "SELECT 3\nSELECT 16\nSET db mine\nSELECT 3\nGET db\nDEL db",
            "HELLO",
            "HELLO 2",
            "HELLO 3",
            "HELLO 0",
            "HELLO 1",
            "HELLO 4",
            "HELLO 9",
            "HELLO -3",
            "HELLO 02",
            "HELLO x",
            "HELLO 2.0",
            "HELLO 99999999999999999999",
            "HELLO 3\nHELLO",
            "HELLO 3\nHELLO 2\nGET none",
            "HELLO 3 AUTH",
            "HELLO 3 AUTH a",
            "HELLO 3 SETNAME",
            "HELLO 3 SETNAME a b",
            "HELLO 3 x y",
            "hello 3 setname me\nCLIENT GETNAME",
            "HELLO 3 SETNAME 'a b'\nCLIENT GETNAME\nGET none",
            "HELLO 3 AUTH nobody x SETNAME me\nCLIENT GETNAME",
            "HELLO 9 SETNAME me\nCLIENT GETNAME",
            "HELLO 3 AUTH default any\nGET none",
            "AUTH",
            "AUTH nobody x",
            "AUTH a b c",
            "AUTH a b c d",
            "AUTH nobody x\nPING",
            "AUTH default any\nPING",
            "CLIENT",
            "CLIENT FOO",
            "client foo bar",
            "CLIENT ID x",
            "CLIENT GETNAME",
            "CLIENT GETNAME x",
            "CLIENT SETNAME",
            "CLIENT SETNAME a b",
            "CLIENT SETNAME me\nCLIENT GETNAME",
            "CLIENT INFO x",
            "CLIENT SETNAME 'a b'\nCLIENT GETNAME",
            "CLIENT SETNAME '\u00e9'\nCLIENT GETNAME",
            "CLIENT SETNAME \"a\\nb\"\nCLIENT GETNAME",
            "CLIENT SETNAME me\nCLIENT SETNAME ''\nCLIENT GETNAME",
            "HELLO 3\nCLIENT GETNAME",
            "CLIENT SETNAME \"\\x00\"\nCLIENT GETNAME",
            "CLIENT SETNAME \"a\\x00 b\\xff\\r\\n\"\nCLIENT GETNAME",
            "CLIENT SETNAME \" \\x00\"\nCLIENT GETNAME",
            "HELLO 3 SETNAME \"\\x00\\xff\"\nCLIENT GETNAME",
            "MULTI\nCLIENT SETNAME \"a\\x00\\xff\"\nEXEC\nCLIENT GETNAME",
            "HELLO 3 SETNAME me more\nCLIENT GETNAME",
            "HELLO 3 SETNAME me SETNAME 'a b'\nCLIENT GETNAME",
            "HELLO 3 SETNAME me SETNAME you\nCLIENT GETNAME",
            "HELLO 9 SETNAME me more\nCLIENT GETNAME",
            "CLIENT HELP",
            "CLIENT HELP x",
            "MULTI\nCLIENT HELP\nEXEC",
            "SUBSCRIBE a\nCLIENT HELP",
            "CLIENT CAPA",
            "CLIENT CAPA redirect",
            "CLIENT IMPORT-SOURCE",
            "CLIENT CAPA foo bar",
            "MULTI\nCLIENT CAPA redirect\nEXEC\nGET none",
            "EXEC",
            "EXEC x",
            "DISCARD",
            "DISCARD x",
            "UNWATCH",
            "UNWATCH x",
            "MULTI x",
            "WATCH",
            "RESET",
            "RESET x",
            "QUIT",
            "quit",
            "QUIT x",
            "PING\nQUIT\nPING",
            "SUBSCRIBE",
            "PSUBSCRIBE",
            "SSUBSCRIBE",
            "MONITOR x");

    @Test
    void areAlike() {
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                LINES.stream()
                        .map(lines -> lines.replace("\n", "\r\n") + "\r\n")
                        .toList());
    }
}
