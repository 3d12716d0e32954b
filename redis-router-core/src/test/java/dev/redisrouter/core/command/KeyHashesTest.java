package dev.redisrouter.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.core.resp.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: the hashes are those of exactly the command's keys, or it says that it does not know. */
class KeyHashesTest {
    private static final CommandTable TABLE = CommandTable.of(new CommandsConfig(Set.of(), Set.of(), Set.of()));

    private final KeyHashes hashes = new KeyHashes();

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "get k1 : k1",
                "GET '' : ''",
                "set k1 v nx : k1",
                "mget k1 k2 k3 : k1 k2 k3",
                "del k1 k1 : k1 k1",
                "mset k1 a k2 b k3 c : k1 k2 k3",
                "mset k1 a k2 : k1 k2",
                "msetex 2 k1 a k2 b nx : k1 k2",
                "bitop and k1 k2 k3 : k1 k2 k3",
                "rename k1 k2 : k1 k2",
                "lcs k1 k2 len : k1 k2",
                "blpop k1 k2 0 : k1 k2",
                "blmpop 0 2 k1 k2 left : k1 k2",
                "lmpop 2 k1 k2 left : k1 k2",
                "zunionstore k1 2 k2 k3 weights 1 2 : k1 k2 k3",
                "zinter 1 k1 withscores : k1",
                "sort k1 : k1",
                "sort k1 by w_* get o_* store k2 : k1 k2",
                "sort k1 by store STORE k2 : k1 STORE k2",
                "georadius k1 1 2 3 m storedist k2 : k1 k2",
                "georadius k1 1 2 3 m store k2 STOREDIST k3 : k1 k2 k3",
                "xread count 2 block 0 streams k1 k2 0 0 : k1 k2",
                "xreadgroup group streams me STREAMS k1 > : k1 >",
                "xreadgroup count 1 group streams me STREAMS k1 > : me STREAMS k1 >",
                "migrate h 1 k1 0 1 copy : k1",
                "migrate h 1 '' 0 1 auth p keys k1 k2 : '' k1 k2",
                "object encoding k1 : k1",
                "xinfo stream k1 full : k1",
                "xgroup create k1 g 0 : k1",
                "memory usage k1 samples 5 : k1",
                "json.mget k1 k2 $ : k1 k2",
                "json.mset k1 $ 1 k2 $ 2 : k1 k2",
                "cms.merge k1 2 k2 k3 : k1 k2 k3",
                "ping :",
                "publish c m :",
                "info :",
                "get :"
            })
    void areThoseOfTheKeys(String line, String keys) {
        Request request = Requests.of(line.trim());

        assertThat(read(request)).containsExactlyInAnyOrderElementsOf(expected(keys));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nosuch k1",
                "eval s 1 k1",
                "evalsha s 0",
                "fcall f 1 k1",
                "flushall",
                "flushdb",
                "swapdb 0 1",
                "keys *",
                "scan 0",
                "dbsize",
                "randomkey",
                "copy a b",
                "move a 1",
                "sort_ro k",
                "ft.search i q",
                "zunion",
                "zunion x k",
                "zunion -1 k",
                "zunion 3 k1 k2",
                "zunion 99999999999 k",
                "zunion '' k",
                "xread k 0",
                "xread streams",
                "xread streams k1 k2 0"
            })
    void areUnknownWhereTheArgumentsDoNotTell(String line) {
        Request request = Requests.of(line);

        assertThat(hashes.read(request, TABLE.lookup(request), 0)).isEqualTo(KeyHashes.UNKNOWN);
    }

    @Test
    void ofTheSameKeyAreTheSameInEveryCommandAndDifferInEveryDatabase() {
        Request set = Requests.of("set user:1000 v");
        Request mget = Requests.of("mget a user:1000");

        int written = read(set).get(0);
        assertThat(read(mget).get(1)).isEqualTo(written);
        assertThat(hashes.read(set, TABLE.lookup(set), 1)).isEqualTo(1);
        assertThat(hashes.hash(0)).isNotEqualTo(written);
    }

    /** Of 200,000 keys, 200,000² / 2 / 2^32 or about 5 pairs share one of 2^32 hashes by chance. */
    @Test
    void collideAsRarelyAsChanceWouldHaveIt() {
        Map<Integer, Integer> seen = new HashMap<>();
        int collisions = 0;
        for (int i = 0; i < 50_000; i++) {
            for (String key :
                    new String[] {"k" + i, "user:" + i, "session:0000000000:" + i, i + ":" + "x".repeat(i % 40)}) {
                if (seen.put(read(Requests.of(List.of("get", key))).get(0), i) != null) {
                    collisions++;
                }
            }
        }

        assertThat(collisions).isLessThan(30);
    }

    @Test
    void spreadOverEveryBit() {
        int[] ones = new int[32];
        for (int i = 0; i < 10_000; i++) {
            int hash = read(Requests.of("get key:" + i)).get(0);
            for (int bit = 0; bit < 32; bit++) {
                ones[bit] += hash >>> bit & 1;
            }
        }

        assertThat(Arrays.stream(ones).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(4_700, 5_300));
    }

    @Test
    void ofVeryManyKeysAreTakenForAnyKey() {
        List<String> words = new ArrayList<>(List.of("MGET"));
        words.addAll(Collections.nCopies(KeyHashes.MAX_KEYS, "k"));
        Request most = Requests.of(words);
        words.add("k");
        Request more = Requests.of(words);

        assertThat(hashes.read(most, TABLE.lookup(most), 0)).isEqualTo(KeyHashes.MAX_KEYS);
        assertThat(hashes.read(more, TABLE.lookup(more), 0)).isEqualTo(KeyHashes.UNKNOWN);
        assertThat(read(Requests.of("get k"))).hasSize(1);
    }

    private List<Integer> read(Request request) {
        int count = hashes.read(request, TABLE.lookup(request), 0);
        return IntStream.range(0, count).mapToObj(hashes::hash).toList();
    }

    private List<Integer> expected(String keys) {
        List<Integer> expected = new ArrayList<>();
        if (keys != null) {
            for (String key : keys.trim().split(" ", -1)) {
                expected.addAll(read(Requests.of("get " + key)));
            }
        }
        return expected;
    }
}
