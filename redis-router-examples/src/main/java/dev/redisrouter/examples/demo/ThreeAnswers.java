package dev.redisrouter.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.Jedis;

/** {@code INFO} through one address, three times, each on a connection of its own, as {@code redis-cli} would ask. */
record ThreeAnswers(Stage stage, Narrator narrator) {

    void tell() {
        narrator.step("One address, three nodes");
        narrator.note(
                "redis-cli -p %d info replication | grep role", stage.router().port());
        List<String> roles = ask("replication", "role");
        roles.forEach(role -> narrator.say("role:" + role));
        narrator.promise(allRoles(roles));
        narrator.note(
                "redis-cli -p %d info server | grep tcp_port", stage.router().port());
        List<String> ports = ask("server", "tcp_port");
        ports.forEach(port -> narrator.say("tcp_port:" + port));
        narrator.promise(allNodes(ports));
    }

    private List<String> ask(String section, String field) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (Jedis redis = stage.connect()) {
                answers.add(Info.field(redis.info(section), field));
            }
        }
        return answers;
    }

    static Promise allRoles(List<String> roles) {
        return new Promise(
                "the master takes its turn like its two replicas",
                roles.stream().sorted().toList().equals(List.of("master", "slave", "slave")),
                String.join(", ", roles));
    }

    private Promise allNodes(List<String> ports) {
        Set<String> expected = new TreeSet<>();
        stage.lab().nodes().forEach(node -> expected.add(Integer.toString(node.port())));
        return new Promise(
                "each of the three nodes answered once",
                new TreeSet<>(ports).equals(expected),
                String.join(", ", ports));
    }
}
