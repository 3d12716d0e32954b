package dev.redisrouter.core.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Never says an earlier time than that of the last write, whatever the order in which writes are told. */
class WriteLedgerTest {
    private final WriteLedger ledger = new WriteLedger();

    @Test
    void aKeyThatWasNotWritten() {
        assertThat(ledger.lastWrite(7)).isZero();
        assertThat(ledger.lastWriteToAny()).isZero();
    }

    @Test
    void timesOnlyGrow() {
        ledger.wrote(7, 200);
        ledger.wrote(7, 100);
        assertThat(ledger.lastWrite(7)).isEqualTo(200);
        assertThat(ledger.lastWrite(8)).isZero();
        assertThat(ledger.lastWriteToAny()).isEqualTo(200);
    }

    @Test
    void aWriteOfUnknownKeysIsAWriteToEach() {
        ledger.wrote(7, 200);
        ledger.wroteUnknown(150);
        assertThat(ledger.lastWrite(7)).isEqualTo(200);
        assertThat(ledger.lastWrite(8)).isEqualTo(150);
        assertThat(ledger.lastWriteToAny()).isEqualTo(200);
    }

    @Test
    void hashesThatShareASlotOnlyLookNewer() {
        ledger.wrote(0xABCD_0007, 100);
        assertThat(ledger.lastWrite(0xABCD_0007)).isEqualTo(100);
        assertThat(ledger.lastWrite(0x0000_0007)).isEqualTo(100);
        assertThat(ledger.lastWrite(-1)).isZero();
    }
}
