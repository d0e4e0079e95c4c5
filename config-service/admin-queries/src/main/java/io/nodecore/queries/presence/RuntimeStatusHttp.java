package io.nodecore.queries.presence;

import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.redis.RedisReads;
import io.nodecore.control.node.NodeView;
import java.time.InstantSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The state of a node: the latest snapshot that presence-service stored, or live from the agent. */
@RestController
final class RuntimeStatusHttp {

    private final NodeView nodes;
    private final RedisReads redis;
    private final LiveStatus live;
    private final JsonMapper json;
    private final InstantSource clock;

    RuntimeStatusHttp(NodeView nodes, RedisReads redis, LiveStatus live, JsonMapper json, InstantSource clock) {
        this.nodes = nodes;
        this.redis = redis;
        this.live = live;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(path = "/admin/nodes/{id}/runtime-status", produces = MediaType.APPLICATION_JSON_VALUE)
    JsonNode status(@PathVariable long id, @RequestParam(defaultValue = "false") boolean fromNode) {
        NodeView.Address address = nodes.address(id)
                .orElseThrow(() -> new FailureException(new Failure.Unknown("node", Long.toString(id))));
        return fromNode ? live(id, address) : stored(id);
    }

    private JsonNode stored(long nodeId) {
        String snapshot = redis.commands().get("node:" + nodeId + ":stats");
        if (snapshot == null) {
            throw new FailureException(new Failure.Unknown("runtime status", "of node " + nodeId + " yet"));
        }
        return json.readTree(snapshot);
    }

    /** The agent returns system, xray and mtproto; config-service adds the node and the time. */
    private JsonNode live(long nodeId, NodeView.Address address) {
        ObjectNode answer = live.ask(nodeId, address);
        ObjectNode status = json.createObjectNode();
        status.put("nodeId", nodeId);
        status.put("receivedAt", clock.instant().toString());
        for (String part : new String[] {"system", "xray", "mtproto"}) {
            status.set(
                    part,
                    answer.has(part) ? answer.get(part) : json.getNodeFactory().nullNode());
        }
        return status;
    }
}
