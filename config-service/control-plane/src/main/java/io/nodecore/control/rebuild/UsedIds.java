package io.nodecore.control.rebuild;

import io.nodecore.control.fact.CodeFact;
import io.nodecore.control.fact.ControlFact;
import io.nodecore.control.fact.LinkFact;
import io.nodecore.control.fact.NodeFact;
import io.nodecore.control.fact.SubscriptionFact;
import io.nodecore.control.fact.TokenFact;
import io.nodecore.control.fact.UserFact;
import io.nodecore.schemas.Topic;
import io.nodecore.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The ids that were assigned, so that none is assigned twice: usage refers to them.
 *
 * <p>{@code node.lifecycle} has unlimited retention: the ids of nodes and node protocols continue after the highest one. Compaction removes
 * deleted keys, so the ids of users, subscriptions and links continue at the next million, which is higher than any removed id.
 */
final class UsedIds {

    private static final long GAP = 1_000_000;
    private static final String NODES = "node_ids";
    private static final String PROTOCOLS = "node_protocol_ids";
    private static final String USERS = "user_ids";
    private static final String SUBSCRIPTIONS = "subscription_ids";
    private static final String LINKS = "link_ids";

    private final Map<String, Long> highest = new TreeMap<>();

    void saw(ControlFact fact) {
        switch (fact) {
            case NodeFact.ServicesChanged changed ->
                changed.protocols().forEach(protocol -> saw(PROTOCOLS, protocol.id()));
            case NodeFact ofNode -> saw(NODES, ofNode.nodeId());
            case UserFact.Created(var user) -> saw(USERS, user.id());
            case SubscriptionFact ofSubscription -> saw(SUBSCRIPTIONS, ofSubscription.subscriptionId());
            case LinkFact link -> saw(LINKS, link.link().id());
            case UserFact.Changed changed -> {}
            case UserFact.Deleted deleted -> {}
            case CodeFact code -> {}
            case TokenFact token -> {}
        }
    }

    /** A tombstone: only its key remains. */
    void sawKey(Topic<?> topic, String key) {
        if (topic.equals(Topics.CONTROL_USERS)) {
            saw(USERS, Long.parseLong(key));
        } else if (topic.equals(Topics.CONTROL_SUBSCRIPTIONS)) {
            saw(SUBSCRIPTIONS, Long.parseLong(key));
        }
    }

    private void saw(String sequence, long id) {
        highest.merge(sequence, id, Math::max);
    }

    /** Sets the sequences to continue after the ids that were seen. Does nothing if nothing was ever decided. */
    void store(JdbcClient jdbc) {
        if (highest.isEmpty()) {
            return;
        }
        for (String sequence : List.of(NODES, PROTOCOLS)) {
            if (highest.containsKey(sequence)) {
                advance(jdbc, sequence, highest.getOrDefault(sequence, 0L));
            }
        }
        for (String sequence : List.of(USERS, SUBSCRIPTIONS, LINKS)) {
            advance(jdbc, sequence, (highest.getOrDefault(sequence, 0L) / GAP + 1) * GAP);
        }
    }

    private static void advance(JdbcClient jdbc, String sequence, long to) {
        jdbc.sql("select setval(cast(? as regclass), ?)").params(sequence, to).query(rs -> {});
    }
}
