package dev.redisrouter.core.sentinel;

import java.util.List;
import java.util.Set;

/**
 * What Sentinel says and how. The facts, from Redis 7.0 ({@code sentinel.c}) and tried on it:
 *
 * <ul>
 *   <li>Event channels carry their leading {@code +} or {@code -}. The message names the instance as {@code <type>
 *       <name> <ip> <port>} for a master, with {@code @ <master> <ip> <port>} behind it for anything else, and may go
 *       on after that. {@code +switch-master} is {@code <master> <old ip> <old port> <new ip> <new port>}; {@code
 *       +new-epoch} is the number alone, and not of one master.
 *   <li>The leader of a failover publishes {@code +new-epoch}, {@code +try-failover}, {@code +elected-leader}, {@code
 *       +selected-slave} and only then, in a later turn of its timer, sends {@code REPLICAOF NO ONE}. It publishes
 *       {@code +promoted-slave} when the node's {@code INFO} shows the new role, up to 1 s later, and {@code
 *       +switch-master} at the very end; the others publish that as soon as they hear of it.
 *   <li>From {@code +promoted-slave} on, {@code SENTINEL MASTER} of the leader has the new {@code config-epoch} with the
 *       <em>old</em> address, while {@code SENTINEL GET-MASTER-ADDR-BY-NAME} has the new one. So the address is always
 *       taken from the latter, asked after the former.
 *   <li>{@code SENTINEL REPLICAS} lists the old master after a switch, and leaves out nodes with {@code
 *       replica-announced no}. {@code SENTINEL SENTINELS} lists the others, not the one asked.
 *   <li>An unknown name is answered {@code -ERR No such master with that name}, except by {@code
 *       GET-MASTER-ADDR-BY-NAME}, which answers null.
 *   <li>{@code SENTINEL MYID} exists from 6.2 on. {@code PING} is answered on a subscribed connection too.
 * </ul>
 */
final class SentinelProtocol {
    static final String SWITCH_MASTER = "+switch-master";
    static final String NEW_EPOCH = "+new-epoch";
    static final String TRY_FAILOVER = "+try-failover";
    static final String SELECTED = "+selected-slave";
    static final String ABORT_PREFIX = "-failover-abort";

    /** Channels whose events change the topology or announce that it will change. */
    static final List<String> CHANNELS = List.of(
            SWITCH_MASTER,
            "+sdown",
            "-sdown",
            "+odown",
            "-odown",
            NEW_EPOCH,
            TRY_FAILOVER,
            "+elected-leader",
            SELECTED,
            "+promoted-slave",
            "+failover-state-reconf-slaves",
            "+failover-end",
            "+failover-end-for-timeout",
            "-failover-abort-not-elected",
            "-failover-abort-no-good-slave",
            "-failover-abort-slave-timeout",
            "+config-update-from",
            "+slave",
            "+slave-reconf-done",
            "+convert-to-slave",
            "+fix-slave-config",
            "+role-change",
            "-role-change",
            "+reboot",
            "+reset-master",
            "+monitor",
            "-monitor",
            "+sentinel",
            "-dup-sentinel",
            "+sentinel-address-switch",
            "+tilt",
            "-tilt");

    /** Of the rest each Sentinel publishes one per replica and Sentinel in every failover. */
    private static final Set<String> NOTEWORTHY = Set.of(
            SWITCH_MASTER,
            "+elected-leader",
            "+promoted-slave",
            "+failover-end",
            "+failover-end-for-timeout",
            "+convert-to-slave",
            "+reset-master",
            "+tilt",
            "-tilt");

    private SentinelProtocol() {}

    /** @param type what the event is about: {@code master}, {@code slave} or {@code sentinel} */
    static boolean isNoteworthy(String channel, String type) {
        return NOTEWORTHY.contains(channel) || (channel.endsWith("down") && type.equals("master"));
    }
}
