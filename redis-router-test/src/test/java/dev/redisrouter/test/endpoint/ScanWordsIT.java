package dev.redisrouter.test.endpoint;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is wrong with a scan is said in Redis's words. */
class ScanWordsIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @Test
    void areAlike() {
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                List.of(
                        "SCAN\r\nSCAN 0\r\nSCAN nonsense\r\nSCAN -1\r\nSCAN +5\r\nSCAN 007\r\nSCAN 1.5\r\nSCAN 0x10\r\n",
                        Wire.command("SCAN", "") + Wire.command("SCAN", " 1") + Wire.command("SCAN", "1 "),
                        "SCAN 18446744073709551615\r\nSCAN 18446744073709551616\r\nSCAN 99999999999999999999\r\n",
                        "SCAN 9007199254740991\r\nSCAN 9007199254740993\r\nSCAN 1099511627777\r\nSCAN 5\r\n",
                        "SCAN 0 COUNT\r\nSCAN 0 COUNT 0\r\nSCAN 0 COUNT x\r\nSCAN 0 NONSENSE\r\nSCAN 1099511627777 COUNT 0\r\n",
                        "HSCAN\r\nHSCAN k\r\nHSCAN k x\r\nHSCAN k 0\r\nSSCAN k 1099511627777\r\nZSCAN k 5 COUNT x\r\n",
                        "SET k v\r\nHSCAN k 0\r\nHSCAN k x\r\nSSCAN k 1099511627777\r\nDEL k\r\n",
                        "HELLO 3\r\nSADD s a\r\nSSCAN s 0\r\nHSET h f v\r\nHSCAN h 0\r\nZADD z 1.5 m\r\nZSCAN z 0\r\nDEL s h z\r\n",
                        "MULTI\r\nSCAN x\r\nSCAN 1099511627777\r\nEXEC\r\n"));
    }
}
