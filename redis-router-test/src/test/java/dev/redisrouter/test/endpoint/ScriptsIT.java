package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scripts run on the master, are known there to everyone, and what they wrote is read at once. */
class ScriptsIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @Test
    void areAlike() {
        String sha = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                List.of(
                        "EVAL 'return {1,2,{3,ARGV[1]}}' 0 x\r\nEVAL 'return redis.call(\"SET\",KEYS[1],ARGV[1])' 1 k v\r\nGET"
                                + " k\r\n",
                        "SCRIPT EXISTS " + sha + "\r\nEVALSHA " + sha + " 0\r\nSCRIPT LOAD 'return 1'\r\n",
                        "SCRIPT LOAD 'return \"x\"'\r\nSCRIPT FLUSH\r\nSCRIPT NOSUCH\r\nSCRIPT\r\n",
                        "EVAL 'return x' 1\r\nEVAL 'syntax error' 0\r\nEVAL 'return redis.call(\"NOSUCH\")' 0\r\n",
                        "EVAL 'return redis.error_reply(\"MY own\")' 0\r\nEVAL 'return redis.status_reply(\"FINE\")' 0\r\n",
                        "EVAL_RO 'return redis.call(\"GET\",KEYS[1])' 1 k\r\nEVAL_RO 'return redis.call(\"DEL\",KEYS[1])' 1 k\r\n",
                        "HELLO 3\r\nEVAL 'redis.setresp(3); return redis.call(\"HGETALL\",KEYS[1])' 1 h\r\nEVAL 'return {map={a=1}}'"
                                + " 0\r\n",
                        "FCALL nothing 0\r\nFUNCTION LIST\r\nEVAL 'return 1' -1\r\nEVAL 'return 1' x\r\n"));
    }

    @Test
    void areLoadedForEveryone() {
        try (Wire one = Wire.to(redis.router());
                Wire two = Wire.to(redis.router())) {
            String sha = one.call("SCRIPT", "LOAD", "return ARGV[1]");
            for (int i = 0; i < 50; i++) {
                assertThat(two.call("EVALSHA", sha.substring(5, 45), "0", "hi")).isEqualTo("$2\r\nhi\r\n");
                assertThat(two.call("SCRIPT", "EXISTS", sha.substring(5, 45))).isEqualTo("*1\r\n:1\r\n");
            }
        }
    }

    @Test
    void areSeenByTheReadsBehindThem() {
        try (Wire one = Wire.to(redis.router());
                Wire two = Wire.to(redis.router())) {
            for (int i = 0; i < 500; i++) {
                // It names no key, so only its effect shows what it wrote.
                one.call("EVAL", "return redis.call('SET', 'hid' .. 'den', ARGV[1])", "0", "" + i);
                assertThat(two.call("GET", "hidden")).contains("\r\n" + i + "\r\n");
            }
        }
    }
}
