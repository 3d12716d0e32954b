package dev.redisrouter.examples.demo;

/** What the router has counted itself. */
record Figures(Stage stage, Narrator narrator) {

    void tell() {
        narrator.step("The router's own metrics");
        narrator.say(stage.router().metrics().text());
    }
}
