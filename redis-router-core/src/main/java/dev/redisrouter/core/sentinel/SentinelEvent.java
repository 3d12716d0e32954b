package dev.redisrouter.core.sentinel;

import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.topology.NodeAddress;
import java.util.List;
import java.util.Optional;

/** One event that a Sentinel published. */
sealed interface SentinelEvent {

    /** This Sentinel takes part in another epoch from now on, for whichever master. */
    record NewEpoch(long epoch) implements SentinelEvent {}

    /** This Sentinel tries to lead a failover of the master, in the epoch that it last announced. */
    record FailoverTried(String text) implements SentinelEvent {}

    /** This Sentinel leads the failover and has chosen the next master. */
    record SuccessorChosen(NodeAddress node, String text) implements SentinelEvent {}

    /** The failover that this Sentinel led will not take place. */
    record FailoverAborted(String text) implements SentinelEvent {}

    /** Something else about the master that a person wants to read of. */
    record Noted(String text) implements SentinelEvent {}

    /** Something that may have changed the answers of this Sentinel. */
    record Changed() implements SentinelEvent {}

    /** The event, unless it concerns another master only. */
    static Optional<SentinelEvent> parse(String channel, String message, String masterName) {
        List<String> words = List.of(message.split(" "));
        if (channel.equals(SentinelProtocol.NEW_EPOCH)) {
            return epoch(message);
        }
        if (!concerns(channel, words, masterName)) {
            return Optional.empty();
        }
        String text = channel + " " + message;
        if (channel.equals(SentinelProtocol.TRY_FAILOVER)) {
            return Optional.of(new FailoverTried(text));
        }
        if (channel.equals(SentinelProtocol.SELECTED)) {
            return Optional.of(address(words)
                    .<SentinelEvent>map(node -> new SuccessorChosen(node, text))
                    .orElse(new Noted(text)));
        }
        if (channel.startsWith(SentinelProtocol.ABORT_PREFIX)) {
            return Optional.of(new FailoverAborted(text));
        }
        return Optional.of(SentinelProtocol.isNoteworthy(channel, words.get(0)) ? new Noted(text) : new Changed());
    }

    private static boolean concerns(String channel, List<String> words, String masterName) {
        if (channel.endsWith("tilt")) {
            return true;
        }
        if (channel.equals(SentinelProtocol.SWITCH_MASTER)) {
            return words.get(0).equals(masterName);
        }
        int at = words.indexOf("@");
        int name = at >= 0 ? at + 1 : 1;
        return name < words.size() && words.get(name).equals(masterName);
    }

    private static Optional<NodeAddress> address(List<String> words) {
        if (words.size() < 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NodeAddress(words.get(2), Integer.parseInt(words.get(3))));
        } catch (ConfigurationException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<SentinelEvent> epoch(String message) {
        try {
            return Optional.of(new NewEpoch(Long.parseLong(message.trim())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
