package dev.redisrouter.test.junit;

import dev.redisrouter.test.RedisLab;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a {@link RedisLab} and, to those that ask for one, a router in front of it:
 *
 * <pre>{@code
 * @RedisLabTest
 * class BasketTest {
 *     @Test
 *     void survivesTheLossOfTheMaster(RedisRouter router, RedisLab lab) {
 *         try (var redis = new Jedis(router.host(), router.port())) {
 *             redis.set("basket", "2 pears");
 *             lab.master().kill();
 *             assertThat(redis.incr("visits")).isEqualTo(1);
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The lab lives as long as the class. Before each test it is made whole again, when the test before has left a server
 * paused or dead, and emptied. For what this annotation does not offer, see {@link RedisLabExtension}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RedisLabExtension.class)
public @interface RedisLabTest {

    /** How many replicas follow the master. */
    int replicas() default 2;

    /** How many Sentinels watch; with 0 the router tells the nodes apart by itself. */
    int sentinels() default 3;

    /** {@code down-after-milliseconds} of the Sentinels. */
    long downAfterMillis() default 1_000;

    /** True for Sentinels with their own timers, as in production; the lab is slower then. */
    boolean sentinelTimers() default false;

    /** What every client must say to the nodes; nothing when empty. */
    String password() default "";

    /** False to leave the data of one test to the next. */
    boolean flush() default true;
}
