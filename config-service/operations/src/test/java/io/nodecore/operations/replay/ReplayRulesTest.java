package io.nodecore.operations.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.admin.failure.FailureException;
import io.nodecore.replay.order.ReplayOrder;
import io.nodecore.replay.order.Scope;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ReplayRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "true",
                "1.5",
                "-1",
                "\"yesterday\"",
                "\"+999999999-01-01T00:00:00Z\"",
                "\"+10000-01-01T00:00:00Z\"",
                "\"1969-12-31T23:59:59Z\""
            })
    void a_from_that_is_no_offset_and_no_time_of_this_world_is_refused(String from) {
        assertThatThrownBy(() -> order(from)).as(from).isInstanceOf(FailureException.class);
    }

    @Test
    void an_offset_may_be_a_number_or_text_and_a_time_has_an_offset_from_utc() {
        assertThat(order("7").scope()).isEqualTo(new Scope.FromOffset(7));
        assertThat(order("\"7\"").scope()).isEqualTo(new Scope.FromOffset(7));
        assertThat(order("\"1970-01-01T01:00:00+01:00\"").scope()).isEqualTo(new Scope.Since(Instant.EPOCH));
        assertThat(order("null").scope()).isEqualTo(new Scope.Everything());
    }

    private static ReplayOrder order(String from) {
        var request = new ReplayHttp.ReplayRequest(
                "usage", null, JsonMapper.shared().readTree(from), null, null, null, null, null);
        return ReplayRules.order(request, Set.of("usage"), Instant.EPOCH);
    }
}
