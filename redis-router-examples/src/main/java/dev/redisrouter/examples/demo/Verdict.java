package dev.redisrouter.examples.demo;

import java.util.List;

/** The end of the story: whether every promise was kept. */
record Verdict(Narrator narrator) {

    void tell() {
        List<Promise> broken = narrator.broken();
        narrator.title("");
        if (broken.isEmpty()) {
            narrator.title("Every promise was kept.");
        } else {
            narrator.title("Not kept, " + broken.size() + ":");
            broken.forEach(promise -> narrator.say("%s: %s", promise.what(), promise.observed()));
        }
    }
}
