package dev.redisrouter.examples.events;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.examples.Servers;
import dev.redisrouter.test.RedisLab;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the router knows now, and what it tells when that changes. Its own servers get a failover to tell of. */
public final class EventsAndTopology {
    private EventsAndTopology() {}

    public static void main(String... args) throws InterruptedException {
        try (Servers servers = Servers.withSentinels(args);
                RedisRouter router = RedisRouter.start(servers.config())) {

            System.out.println("master: " + router.topology().master().orElseThrow());
            router.topology()
                    .nodes()
                    .forEach(node -> System.out.println(
                            node.address() + " " + node.role() + " " + node.state() + ", " + node.reason()));

            CountDownLatch newMaster = new CountDownLatch(1);
            // Called on the control thread of the router: be quick, and never wait for the router in here.
            router.addListener(event -> {
                System.out.println(event.text());
                if (event instanceof RouterEvent.MasterInUse inUse) {
                    System.out.println("no master for " + inUse.without().toMillis() + " ms");
                    newMaster.countDown();
                }
            });

            if (servers.own().isPresent()) {
                servers.own().ifPresent(RedisLab::triggerFailover);
                System.out.println("new master in use: " + newMaster.await(20, TimeUnit.SECONDS));
            }
        }
    }
}
