package dev.redisrouter.test.failover;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.link.LabLinks;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Something that goes wrong, or is done, in a deployment. What is wrong in the end is put right by {@link Scene#heal}. */
enum Trouble {
    MASTER_PAUSED(About.THE_MASTER) {
        @Override
        void begin(Scene scene) {
            scene.master().pause();
        }
    },
    MASTER_KILLED(About.THE_MASTER) {
        @Override
        void begin(Scene scene) {
            scene.master().kill();
        }
    },
    MASTER_HANGS(About.THE_MASTER) {
        @Override
        void begin(Scene scene) {
            scene.master().hang(HANG);
        }
    },
    /** As an operator should do it: by hand at a Sentinel, what is written until the router hears of it may be lost. */
    SWITCH_OVER(About.THE_MASTER) {
        @Override
        void begin(Scene scene) {
            scene.router().switchOver(SOON).toCompletableFuture().join();
            // if the Sentinel that did it goes away before it has told the others, those undo it
            scene.lab().awaitMasterOtherThan(scene.master(), SOON);
        }

        @Override
        boolean goesWith(Trouble other) {
            // it asks the master and a replica, and has a Sentinel do it
            return other == SENTINEL_KILLED || other == SENTINEL_PAUSED;
        }
    },
    REPLICA_PAUSED(About.A_REPLICA) {
        @Override
        void begin(Scene scene) {
            scene.replica().pause();
        }
    },
    REPLICA_KILLED(About.A_REPLICA) {
        @Override
        void begin(Scene scene) {
            scene.replica().kill();
        }
    },
    REPLICA_CUT_OFF(About.A_REPLICA) {
        @Override
        void begin(Scene scene) {
            scene.links().to(scene.replica()).cut();
        }
    },
    REPLICA_FAR_AWAY(About.A_REPLICA) {
        @Override
        void begin(Scene scene) {
            scene.links().to(scene.replica()).delay(FAR);
        }
    },
    MASTER_CUT_OFF(About.THE_ROUTER) {
        @Override
        void begin(Scene scene) {
            scene.links().to(scene.master()).cut();
        }
    },
    MASTER_RESETS(About.THE_ROUTER) {
        @Override
        void begin(Scene scene) {
            scene.links().to(scene.master()).reset();
        }
    },
    SENTINELS_CUT_OFF(About.THE_SENTINELS) {
        @Override
        void begin(Scene scene) {
            scene.links().toSentinels().forEach(link -> link.cut());
        }
    },
    SENTINELS_FAR_AWAY(About.THE_SENTINELS) {
        @Override
        void begin(Scene scene) {
            scene.links().toSentinels().forEach(link -> link.delay(FAR));
        }
    },
    SENTINEL_KILLED(About.THE_SENTINELS) {
        @Override
        void begin(Scene scene) {
            scene.sentinel().kill();
        }
    },
    SENTINEL_PAUSED(About.THE_SENTINELS) {
        @Override
        void begin(Scene scene) {
            scene.sentinel().pause();
        }
    };

    private static final Duration SOON = Duration.ofSeconds(60);

    /** Until after the next master is in use, also when the Sentinels vote twice. */
    private static final Duration HANG = Duration.ofSeconds(12);

    private static final Duration FAR = Duration.ofMillis(30);

    /** Of each only one at a time, so that a deployment of three nodes can go on. */
    enum About {
        THE_MASTER,
        A_REPLICA,
        THE_ROUTER,
        THE_SENTINELS
    }

    /** Where it happens: the roles are those of the beginning. */
    record Scene(RedisLab lab, LabLinks links, RedisRouter router, LabNode master, LabNode replica, LabNode sentinel) {

        static Scene of(RedisLab lab, LabLinks links, RedisRouter router, Random random) {
            return new Scene(
                    lab,
                    links,
                    router,
                    lab.master(),
                    lab.replicas().get(random.nextInt(lab.replicas().size())),
                    lab.sentinels().get(random.nextInt(lab.sentinels().size())));
        }

        /** Those of which one may be promoted. */
        List<LabNode> others() {
            return lab.nodes().stream().filter(node -> node != master).toList();
        }

        void heal() {
            links.heal();
            lab.heal();
        }
    }

    private final About about;

    Trouble(About about) {
        this.about = about;
    }

    /** True when this can begin at the same time, and before the other. */
    boolean goesWith(Trouble other) {
        return about != other.about;
    }

    /** True when another master takes over. */
    boolean endsInFailover() {
        return about == About.THE_MASTER;
    }

    /** True when the master has gone away, and another takes over after a while. */
    boolean isOfTheMaster() {
        return endsInFailover() && this != SWITCH_OVER;
    }

    abstract void begin(Scene scene);
}
