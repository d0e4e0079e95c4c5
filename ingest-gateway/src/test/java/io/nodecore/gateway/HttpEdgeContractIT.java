package io.nodecore.gateway;

import io.nodecore.gateway.kit.Agent;
import io.nodecore.gateway.kit.HttpAgent;
import io.nodecore.gateway.kit.RunningGateway;
import io.nodecore.gateway.kit.Samples;
import java.nio.charset.StandardCharsets;

class HttpEdgeContractIT extends EdgeContract {

    @Override
    Agent newAgent(RunningGateway running) {
        return new HttpAgent(running);
    }

    /** Padded by white space. */
    @Override
    byte[] padded(int bytes) {
        String json = HttpAgent.json(Samples.usage());
        return (json + " ".repeat(bytes - json.length())).getBytes(StandardCharsets.UTF_8);
    }
}
