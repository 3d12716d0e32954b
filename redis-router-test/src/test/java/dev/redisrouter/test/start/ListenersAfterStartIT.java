package dev.redisrouter.test.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterEvent.MasterInUse;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who listens to a router that has started hears of what comes then, and not of its start. */
class ListenersAfterStartIT {

    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(RedisLab.builder());

    @RepeatedTest(100)
    void hearNothingOfTheFirstMaster(RedisLab lab) {
        List<RouterEvent> events = new CopyOnWriteArrayList<>();
        try (RedisRouter router = RedisRouter.start(lab.routerConfig())) {
            router.addListener(events::add);
            router.connect().sync().set("a", "1");
        }
        assertThat(events).noneMatch(MasterInUse.class::isInstance);
    }
}
