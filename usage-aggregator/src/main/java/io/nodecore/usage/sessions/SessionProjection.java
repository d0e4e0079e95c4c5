package io.nodecore.usage.sessions;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.journal.clocks.ReceivedAtBound;
import io.nodecore.projection.FactProjection;
import io.nodecore.projection.JournaledFact;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.Rows;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.usage.clocks.ClockedProjection;
import io.nodecore.usage.repeats.ReportIdsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Topic node.session-events → {@code session_events}. */
public final class SessionProjection implements FactProjection<List<SessionEvent>> {

    private final ReportIdsTable reportIds = new ReportIdsTable(Topics.SESSION_EVENTS.name());

    /** For a replay. */
    public static Replayable<?> replayable(ReceivedAtBound receivedAt) {
        return Replayable.of(
                        ClockedProjection.of(receivedAt, new SessionProjection()),
                        OwnedTable.of("session_events", "id").picking(scope -> switch (scope) {
                            case Scope.Everything _ -> Rows.ALL;
                            case Scope.OfNode(long nodeId) -> new Rows.Where("node_id = " + nodeId);
                            case Scope.OfUser(long userId) -> new Rows.Where("user_id = " + userId);
                            case Scope.Since(Instant from) -> new Rows.Where("occurred_at >= '" + from + "'");
                            case Scope.FromOffset _ -> Rows.NONE;
                        }),
                        new ReportIdsTable(Topics.SESSION_EVENTS.name()).owned())
                .withOwnFactsOfNode();
    }

    @Override
    public String name() {
        return "session-events";
    }

    @Override
    public List<Topic<?>> topics() {
        return List.of(Topics.SESSION_EVENTS);
    }

    @Override
    public List<SessionEvent> decode(String topic, byte[] value) throws InvalidProtocolBufferException {
        return SessionWire.decode(value);
    }

    @Override
    public List<JournaledFact<List<SessionEvent>>> apply(
            Connection connection, List<JournaledFact<List<SessionEvent>>> facts) throws SQLException {
        List<JournaledFact<List<SessionEvent>>> counting = reportIds.claim(connection, facts);
        SessionEventsTable.add(connection, counting);
        return counting;
    }
}
