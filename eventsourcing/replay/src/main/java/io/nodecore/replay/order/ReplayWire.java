package io.nodecore.replay.order;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.replay.order.ReplayOrder.Mode;
import io.nodecore.replay.order.ReplayOrder.Wanted;
import io.nodecore.schemas.control.Replay;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;

/** The value of topic control.replays as an order, and back. */
public final class ReplayWire {

    private ReplayWire() {}

    /**
     * @throws InvalidProtocolBufferException when the bytes are none
     * @throws IllegalArgumentException when a word in it is unknown
     */
    public static ReplayOrder decode(byte[] value) throws InvalidProtocolBufferException {
        Replay said = Replay.parseFrom(value);
        return new ReplayOrder(
                said.getId(),
                said.getProjection(),
                of(Mode.values(), Mode::word, said.getMode()),
                scope(said),
                said.getFactsPerSecond(),
                said.getSwap(),
                of(Wanted.values(), Wanted::word, said.getWanted()),
                said.getRevision(),
                Instant.ofEpochMilli(said.getRequestedAtMs()),
                said.getTargetTopic());
    }

    public static byte[] encode(ReplayOrder order) {
        Replay.Builder said = Replay.newBuilder()
                .setId(order.id())
                .setProjection(order.projection())
                .setMode(order.mode().word())
                .setFactsPerSecond(order.factsPerSecond())
                .setSwap(order.swap())
                .setWanted(order.wanted().word())
                .setRevision(order.revision())
                .setRequestedAtMs(order.requestedAt().toEpochMilli())
                .setTargetTopic(order.targetTopic());
        switch (order.scope()) {
            case Scope.Everything everything -> {}
            case Scope.OfNode(long nodeId) -> said.setNodeId(nodeId);
            case Scope.OfUser(long userId) -> said.setUserId(userId);
            case Scope.Since(Instant from) -> said.setFromMs(from.toEpochMilli());
            case Scope.FromOffset(long offset) -> said.setFromOffset(offset);
        }
        return said.build().toByteArray();
    }

    private static Scope scope(Replay said) {
        if (said.hasNodeId()) {
            return new Scope.OfNode(said.getNodeId());
        }
        if (said.hasUserId()) {
            return new Scope.OfUser(said.getUserId());
        }
        if (said.hasFromMs()) {
            return new Scope.Since(Instant.ofEpochMilli(said.getFromMs()));
        }
        return said.hasFromOffset() ? new Scope.FromOffset(said.getFromOffset()) : new Scope.Everything();
    }

    private static <E> E of(E[] all, Function<E, String> word, String said) {
        return Arrays.stream(all)
                .filter(one -> word.apply(one).equals(said))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown word '" + said + "'"));
    }
}
