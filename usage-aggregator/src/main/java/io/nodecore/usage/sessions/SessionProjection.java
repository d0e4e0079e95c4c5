package io.nodecore.usage.sessions;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nodecore.projection.JournaledFact;
import io.nodecore.projection.Projection;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import io.nodecore.usage.repeats.ReportIdsTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Topic node.session-events → {@code session_events}. */
public final class SessionProjection implements Projection<List<SessionEvent>> {

    private final ReportIdsTable reportIds = new ReportIdsTable(Topics.SESSION_EVENTS.name());

    @Override
    public String name() {
        return "session-events";
    }

    @Override
    public List<Topic> topics() {
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
