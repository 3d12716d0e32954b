package dev.redisrouter.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.node.Node;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor finds its way back to the process that gave it, and to no other. */
class ScanCursorTest {
    private static final long LARGEST_DOUBLE = 1L << 53;

    private static long parse(String text) {
        byte[] bytes = ("ab" + text + "cd").getBytes(StandardCharsets.UTF_8);
        return ScanCursor.parse(Unpooled.wrappedBuffer(bytes), 2, bytes.length - 4);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 8190", "42, 17", "1099511627775, 8190", "4294967296, 3"})
    void ofAProcessGoesBackToThatProcess(long own, int process) {
        long shown = ScanCursor.forClient(own, process, false);

        assertThat(shown).isBetween(1L, LARGEST_DOUBLE - 1);
        assertThat(ScanCursor.process(shown)).isEqualTo(process);
        assertThat(ScanCursor.ofMaster(shown)).isFalse();
        assertThat(ScanCursor.forNode(shown, process, false)).isEqualTo(own);
        assertThat(ScanCursor.forNode(shown, process, true)).isEqualTo(own);
        assertThat(ScanCursor.forNode(shown, process % Node.PROCESSES + 1, true))
                .isZero();
        assertThat(ScanCursor.forNode(shown, 0, true)).isZero();
    }

    @Test
    void ofTheEndIsTheEnd() {
        assertThat(ScanCursor.forClient(0, 5, true)).isZero();
        assertThat(ScanCursor.forClient(0, 0, false)).isZero();
        assertThat(ScanCursor.forNode(0, 5, true)).isZero();
        assertThat(ScanCursor.process(0)).isZero();
        assertThat(ScanCursor.ofMaster(0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 17, (1L << 40) - 1})
    void withoutANumberIsTheMastersOwn(long cursor) {
        assertThat(ScanCursor.ofMaster(cursor)).isTrue();
        assertThat(ScanCursor.process(cursor)).isZero();
        assertThat(ScanCursor.forNode(cursor, 3, true)).isEqualTo(cursor);
        assertThat(ScanCursor.forNode(cursor, 3, false)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 40, (1L << 40) + 1, 1L << 45, (1L << 53) + 5, 1L << 56})
    void tooLargeForANumberGoesOnAtTheMaster(long own) {
        long shown = ScanCursor.forClient(own, 5, true);
        assertThat(ScanCursor.ofMaster(shown)).isTrue();
        assertThat(ScanCursor.forNode(shown, 5, true)).isEqualTo(own);

        long ofReplica = ScanCursor.forClient(own, 6, false);
        assertThat(ScanCursor.ofMaster(ofReplica)).isTrue();
        assertThat(ScanCursor.forNode(ofReplica, 5, true)).isZero();
    }

    @Test
    void ofNobodyKnowsWhichProcessBeginsAnewAnywhere() {
        long shown = ScanCursor.forClient(77, 0, true);

        assertThat(shown).isBetween(1L, LARGEST_DOUBLE - 1).isEqualTo(ScanCursor.beginAnew());
        assertThat(ScanCursor.ofMaster(shown)).isFalse();
        assertThat(ScanCursor.process(shown)).isGreaterThan(Node.PROCESSES);
        for (int process = 0; process <= Node.PROCESSES; process++) {
            assertThat(ScanCursor.forNode(shown, process, true)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " 1", "1 ", "-1", "+5", "0x10", "a", "1.5", "18446744073709551615", "1000000000000000000"})
    void thatIsNoneIsLeftToTheMaster(String text) {
        assertThat(parse(text)).isEqualTo(ScanCursor.FOREIGN);
        assertThat(ScanCursor.ofMaster(ScanCursor.FOREIGN)).isTrue();
        assertThat(ScanCursor.process(ScanCursor.FOREIGN)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "007, 7", "999999999999999999, 999999999999999999"})
    void isReadAsRedisReadsIt(String text, long cursor) {
        assertThat(parse(text)).isEqualTo(cursor);
    }
}
