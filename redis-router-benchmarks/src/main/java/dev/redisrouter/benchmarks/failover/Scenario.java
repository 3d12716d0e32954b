package dev.redisrouter.benchmarks.failover;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;

/** What is done to the master. */
enum Scenario {
    PAUSE("SIGSTOP") {
        @Override
        void strike(RedisLab lab, LabNode master) {
            master.pause();
        }

        @Override
        void restore(LabNode old) {
            old.resume();
        }
    },
    KILL("SIGKILL") {
        @Override
        void strike(RedisLab lab, LabNode master) {
            master.kill();
        }

        @Override
        void restore(LabNode old) {
            old.restart();
        }
    },
    HANG("DEBUG SLEEP") {
        @Override
        void strike(RedisLab lab, LabNode master) {
            master.hang(LONG);
        }

        @Override
        void restore(LabNode old) {
            // it wakes up by itself
        }
    },
    PLANNED("SENTINEL FAILOVER") {
        @Override
        void strike(RedisLab lab, LabNode master) {
            lab.triggerFailover();
        }

        @Override
        void restore(LabNode old) {
            // nothing was taken away
        }
    };

    /** Until after the next master is in use. */
    private static final Duration LONG = Duration.ofSeconds(7);

    private final String title;

    Scenario(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract void strike(RedisLab lab, LabNode master);

    abstract void restore(LabNode old);
}
