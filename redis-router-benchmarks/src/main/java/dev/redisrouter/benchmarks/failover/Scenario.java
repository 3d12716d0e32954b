package dev.redisrouter.benchmarks.failover;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;

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
