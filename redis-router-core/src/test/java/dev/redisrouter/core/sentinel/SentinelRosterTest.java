package dev.redisrouter.core.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.topology.NodeAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which Sentinels are watched: the configured ones for good, the others while anybody knows them, each of them once. */
class SentinelRosterTest {
    private static final NodeAddress S1 = new NodeAddress("10.0.1.1", 26379);
    private static final NodeAddress S2 = new NodeAddress("10.0.1.2", 26379);
    private static final NodeAddress S3 = new NodeAddress("10.0.1.3", 26379);
    private static final NodeAddress S1_BY_NAME = new NodeAddress("sentinel-1.example", 26379);

    private final SentinelRoster roster = new SentinelRoster(List.of(S1));

    @Test
    void othersJoinWhenTheyAreNamed() {
        roster.told(S1, "id1", Map.of("id2", S2, "id3", S3));

        assertThat(roster.addresses()).containsExactlyInAnyOrder(S1, S2, S3);
    }

    @Test
    void oneThatIsLostStaysWhileAnybodyNamesIt() {
        roster.told(S1, "id1", Map.of("id2", S2));
        roster.told(S2, "id2", Map.of("id1", S1));
        roster.lost(S2);

        assertThat(roster.addresses()).contains(S2);
    }

    @Test
    void oneThatIsLostAndNamedByNobodyIsForgotten() {
        roster.told(S1, "id1", Map.of("id2", S2));
        roster.told(S2, "id2", Map.of("id1", S1));
        roster.told(S1, "id1", Map.of());
        assertThat(roster.addresses()).contains(S2);

        roster.lost(S2);
        assertThat(roster.addresses()).containsExactly(S1);
    }

    @Test
    void withNobodyToBeHeardNobodyIsForgotten() {
        roster.told(S1, "id1", Map.of("id2", S2, "id3", S3));
        roster.lost(S1);
        roster.lost(S2);
        roster.lost(S3);

        assertThat(roster.addresses()).containsExactlyInAnyOrder(S1, S2, S3);
    }

    @Test
    void theConfiguredOnesAreNeverForgotten() {
        roster.told(S1, "id1", Map.of("id2", S2));
        roster.told(S2, "id2", Map.of());
        roster.lost(S1);

        assertThat(roster.addresses()).contains(S1);
    }

    @Test
    void aConfiguredSentinelIsNotWatchedByItsOtherAddressToo() {
        SentinelRoster byName = new SentinelRoster(List.of(S1_BY_NAME, S2));
        byName.told(S1_BY_NAME, "id1", Map.of("id2", S2));
        byName.told(S2, "id2", Map.of("id1", S1));

        assertThat(byName.addresses()).containsExactlyInAnyOrder(S1_BY_NAME, S2);
    }

    @Test
    void theOtherAddressIsDroppedWhenItTurnsOutToBeOne() {
        SentinelRoster byName = new SentinelRoster(List.of(S1_BY_NAME, S2));
        byName.told(S2, "id2", Map.of("id1", S1));
        assertThat(byName.addresses()).contains(S1);

        byName.told(S1_BY_NAME, "id1", Map.of("id2", S2));
        assertThat(byName.addresses()).containsExactlyInAnyOrder(S1_BY_NAME, S2);
    }

    @Test
    void theOtherAddressIsDroppedAlsoWhenItAnswersLast() {
        SentinelRoster byName = new SentinelRoster(List.of(S1_BY_NAME, S2));
        byName.told(S2, "id2", Map.of(S1.toString(), S1));
        byName.told(S1_BY_NAME, "id1", Map.of("id2", S2));
        byName.told(S1, "id1", Map.of("id2", S2));

        assertThat(byName.addresses()).containsExactlyInAnyOrder(S1_BY_NAME, S2);
    }

    @Test
    void aConfiguredSentinelThatMovedIsFoundAtItsNewAddress() {
        SentinelRoster moved = new SentinelRoster(List.of(S1, S2));
        moved.told(S1, "id1", Map.of("id2", S2));
        moved.told(S2, "id2", Map.of("id1", S1));
        moved.lost(S1);
        moved.told(S2, "id2", Map.of("id1", S3));

        assertThat(moved.addresses()).containsExactlyInAnyOrder(S1, S2, S3);
    }

    @Test
    void theirNumberIsBounded() {
        Map<String, NodeAddress> many = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            many.put("id" + i, new NodeAddress("10.2.0." + i, 26379));
        }
        roster.told(S1, "own", many);

        assertThat(roster.addresses()).hasSize(SentinelAnswer.MOST_SENTINELS);
    }
}
