package dev.redisrouter.benchmarks.failover;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;

/** What is done to the master. */
public enum Scenario {
    PAUSE("SIGSTOP") {
        @Override
        public void strike(RedisLab lab, LabNode master) {
            master.pause();
        }

        @Override
        public void restore(LabNode old) {
            old.resume();
        }
    },
    KILL("SIGKILL") {
        @Override
        public void strike(RedisLab lab, LabNode master) {
            master.kill();
        }

        @Override
        public void restore(LabNode old) {
            old.restart();
        }
    },
    HANG("DEBUG SLEEP") {
        @Override
        public void strike(RedisLab lab, LabNode master) {
            master.hang(LONG);
        }

        @Override
        public void restore(LabNode old) {
            // it wakes up by itself
        }
    },
    PLANNED("SENTINEL FAILOVER") {
        @Override
        public void strike(RedisLab lab, LabNode master) {
            lab.triggerFailover();
        }

        @Override
        public void restore(LabNode old) {
            // nothing was taken away
        }
    };

    /** Until after the next master is in use. */
    private static final Duration LONG = Duration.ofSeconds(7);

    private final String title;

    Scenario(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    public abstract void strike(RedisLab lab, LabNode master);

    public abstract void restore(LabNode old);
}
