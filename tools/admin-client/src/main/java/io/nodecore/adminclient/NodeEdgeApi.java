package io.nodecore.adminclient;

import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/** The one route of the node edge that needs no auth key. */
@HttpExchange("/node")
public interface NodeEdgeApi {

    /**
     * Registers a node.
     *
     * @param node code, name, ip, port, region and domain
     * @return nodeId and authKey
     */
    @PostExchange("/register")
    JsonNode register(@RequestBody JsonNode node);
}
