package io.nodecore.presence.online;

import static io.nodecore.presence.Reports.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodecore.presence.Reports;
import org.junit.jupiter.api.Test;

class NodeOnlineCountsTest {

    @Test
    void users_are_counted_once_and_by_each_of_their_protocols() {
        var counts = NodeOnlineCounts.of(5, Reports.of(user(1, 3), user(1, 4), user(2, 3), user(2, 3)));

        assertThat(counts.json()).isEqualTo("{\"receivedAtMs\":5,\"users\":2,\"protocols\":{\"3\":2,\"4\":1}}");
        assertThat(NodeOnlineCounts.of(5, Reports.of()).json())
                .isEqualTo("{\"receivedAtMs\":5,\"users\":0,\"protocols\":{}}");
    }
}
