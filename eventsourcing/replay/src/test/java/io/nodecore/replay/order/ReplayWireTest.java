package io.nodecore.replay.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodecore.replay.order.ReplayOrder.Mode;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.schemas.control.Replay;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayWireTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void an_order_of_every_scope_comes_back_as_it_was_said() throws Exception {
        for (Scope scope : List.of(
                new Scope.Everything(),
                new Scope.OfNode(7),
                new Scope.OfUser(42),
                new Scope.Since(AT),
                new Scope.FromOffset(0))) {
            ReplayOrder order = order(scope);
            assertThat(ReplayWire.decode(ReplayWire.encode(order))).isEqualTo(order);
        }
    }

    /** Orders stay in the topic: their bytes must be readable for ever. */
    @Test
    void the_bytes_in_the_topic_still_mean_the_same() throws Exception {
        byte[] written = HexFormat.of()
                .parseHex("08c588a8fac807120575736167651a06736861646f77200740f403480152"
                        + "07737761707065645802608899a6e5b733");

        assertThat(ReplayWire.decode(written)).isEqualTo(order(new Scope.OfNode(7)));
        assertThat(ReplayWire.encode(order(new Scope.OfNode(7)))).isEqualTo(written);
    }

    @Test
    void a_word_that_nobody_knows_is_refused() {
        byte[] unknown =
                Replay.newBuilder().setMode("sideways").setWanted("run").build().toByteArray();

        assertThatThrownBy(() -> ReplayWire.decode(unknown)).hasMessageContaining("sideways");
    }

    private static ReplayOrder order(Scope scope) {
        return new ReplayOrder(260_102_030_405L, "usage", Mode.SHADOW, scope, 500, true, Wanted.SWAPPED, 2, AT, "");
    }
}
