package dev.redisrouter.test;

import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the running servers, each time anew, who the master is and whether all agree. Changes nothing. Thread-safe.
 */
record LabView(List<LabNode> nodes, List<LabNode> sentinels, String masterName) {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /**
     * The node that every running Sentinel names and that says itself that it is a master; without Sentinels, the only one
     * that says so. Empty while that is not so.
     */
    Optional<LabNode> agreedMaster() {
        Optional<LabNode> candidate = sentinels.isEmpty() ? onlyMaster() : namedByAll();
        return candidate.filter(this::saysMaster);
    }

    /** What keeps the lab from being settled, in words; empty when it is. */
    List<String> complaints() {
        Optional<LabNode> agreed = agreedMaster();
        if (agreed.isEmpty()) {
            return List.of("no running node is the one master for all");
        }
        LabNode master = agreed.get();
        List<String> complaints = new ArrayList<>();
        for (LabNode node : running(nodes)) {
            asking(node, complaints, () -> complain(node, RoleAnswer.ask(node, TIMEOUT), master, complaints));
        }
        for (LabNode sentinel : running(sentinels)) {
            asking(
                    sentinel,
                    complaints,
                    () -> complain(sentinel, SentinelAnswer.ask(sentinel, masterName, TIMEOUT), master, complaints));
        }
        return complaints;
    }

    private void complain(LabNode node, RoleAnswer answer, LabNode master, List<String> complaints) {
        if (node == master) {
            for (LabNode replica : running(nodes)) {
                if (replica != master && !answer.replicas().contains(replica.announcedAddress())) {
                    complaints.add(master + " does not have " + replica + " online");
                }
            }
        } else if (!answer.master().equals(Optional.of(master.announcedAddress()))) {
            complaints.add(node + " is not a replica of " + master);
        } else if (!answer.connected()) {
            complaints.add(node + " has no link to " + master);
        }
    }

    private void complain(LabNode sentinel, SentinelAnswer answer, LabNode master, List<String> complaints) {
        if (!answer.masterAddress().equals(master.announcedAddress())
                || !"master".equals(answer.master().get("flags"))) {
            complaints.add(sentinel + " sees the master as " + answer.masterAddress() + " with flags "
                    + answer.master().get("flags"));
        }
        for (LabNode replica : running(nodes)) {
            Map<String, String> seen = answer.replicas().getOrDefault(replica.announcedAddress(), Map.of());
            if (replica != master
                    && !("slave".equals(seen.get("flags")) && "ok".equals(seen.get("master-link-status")))) {
                complaints.add(sentinel + " sees " + replica + " with flags " + seen.get("flags") + " and link "
                        + seen.get("master-link-status"));
            }
        }
        for (LabNode other : running(sentinels)) {
            Map<String, String> seen = answer.others().getOrDefault(other.announcedAddress(), Map.of());
            if (other != sentinel && !"sentinel".equals(seen.get("flags"))) {
                complaints.add(sentinel + " sees " + other + " with flags " + seen.get("flags"));
            }
        }
    }

    private Optional<LabNode> namedByAll() {
        Set<NodeAddress> named = new HashSet<>();
        for (LabNode sentinel : running(sentinels)) {
            try {
                named.add(SentinelAnswer.masterAddress(sentinel, masterName, TIMEOUT));
            } catch (IOException noAnswer) {
                return Optional.empty();
            }
        }
        return running(nodes).stream()
                .filter(node -> named.equals(Set.of(node.announcedAddress())))
                .findFirst();
    }

    private Optional<LabNode> onlyMaster() {
        List<LabNode> masters = running(nodes).stream().filter(this::saysMaster).toList();
        return masters.size() == 1 ? Optional.of(masters.get(0)) : Optional.empty();
    }

    private boolean saysMaster(LabNode node) {
        try {
            return RoleAnswer.ask(node, TIMEOUT).isMaster();
        } catch (IOException noAnswer) {
            return false;
        }
    }

    private static List<LabNode> running(List<LabNode> servers) {
        return servers.stream().filter(LabNode::isRunning).toList();
    }

    private static void asking(LabNode server, List<String> complaints, Question question) {
        try {
            question.ask();
        } catch (IOException e) {
            complaints.add(server + " did not answer: " + e.getMessage());
        }
    }

    private interface Question {
        void ask() throws IOException;
    }
}
