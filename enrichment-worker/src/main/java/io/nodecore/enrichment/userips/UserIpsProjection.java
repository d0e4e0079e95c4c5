package io.nodecore.enrichment.userips;

import io.nodecore.projection.FactProjection;
import io.nodecore.projection.JournaledFact;
import io.nodecore.replay.OwnedTable;
import io.nodecore.replay.Replayable;
import io.nodecore.replay.Rows;
import io.nodecore.replay.order.Scope;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * {@code user_ips}: each address of a user, with the first and the last {@code received-at} of the reports that name it.
 *
 * <p>Idempotent without a record of repeats: the same report again gives the same row. A rebuild starts from the existing rows, not from an
 * empty table, because node.online-users keeps 7 days and {@code first_seen_at} has no end of retention.
 */
final class UserIpsProjection implements FactProjection<ReportedIps> {

    /** A replay applies the facts of the last days to a copy of the existing rows. Information about addresses is not part of it. */
    static Replayable<?> replayable() {
        return Replayable.of(
                        new UserIpsProjection(),
                        OwnedTable.of("user_ips", "user_id", "ip")
                                .fromLiveRows("user_id", "ip", "first_seen_at", "last_seen_at")
                                .picking(scope -> switch (scope) {
                                    case Scope.Everything _ -> new Rows.Where("true");
                                    case Scope.OfUser(long userId) -> new Rows.Where("user_id = " + userId);
                                    case Scope.OfNode _ -> new Rows.Refused("user_ips has no nodes");
                                    case Scope.Since _ -> new Rows.Where("true");
                                    case Scope.FromOffset _ -> new Rows.Where("true");
                                }))
                .thatAppliesAgain();
    }

    @Override
    public String name() {
        return "user-ips";
    }

    @Override
    public List<Topic<?>> topics() {
        return List.of(Topics.ONLINE_USERS);
    }

    @Override
    public ReportedIps decode(String topic, byte[] value) throws Exception {
        return ReportedIps.parse(value);
    }

    @Override
    public List<JournaledFact<ReportedIps>> apply(Connection connection, List<JournaledFact<ReportedIps>> facts)
            throws SQLException {
        UserIpsFold fold = new UserIpsFold();
        for (JournaledFact<ReportedIps> fact : facts) {
            fold.add(fact.headers().receivedAtMs(), fact.fact());
        }
        if (!fold.rows().isEmpty()) {
            UserIpsTable.upsert(connection, fold.rows());
        }
        return facts;
    }
}
