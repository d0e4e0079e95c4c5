package io.nodecore.simulator.operator;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.simulator.agent.Backoff;
import io.nodecore.simulator.core.CoreFailure;
import io.nodecore.simulator.core.HttpTransport;
import io.nodecore.simulator.core.RegistrationHttp;
import io.nodecore.simulator.core.RegistrationHttp.Registered;
import io.nodecore.simulator.operator.FleetState.NodeState;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Gets the id and key of a node: those of an earlier run while they are valid, else new ones for a registration code. */
final class NodeRegistration {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int TRIES = 10;

    private final AdminApi admin;
    private final FleetState state;
    private final HttpClient http;
    private final URI core;
    private final Backoff backoff;

    NodeRegistration(AdminApi admin, FleetState state, HttpClient http, URI core, Backoff backoff) {
        this.admin = admin;
        this.state = state;
        this.http = http;
        this.core = core;
        this.backoff = backoff;
    }

    /** @param ip the address of the agent's own HTTP server, with {@code port} */
    Registered enrol(String name, String ip, int port, String region) throws InterruptedException {
        Optional<NodeState> known = state.node(name);
        if (known.isPresent()) {
            NodeState node = known.get();
            String authKey = node.authKey();
            if (authKey != null && isValid(authKey)) {
                if (node.port() != port) {
                    admin.changeNode(
                            node.nodeId(),
                            JsonMapper.shared().createObjectNode().put("ip", ip).put("port", port));
                    state.remember(new NodeState(name, port, null, node.nodeId(), authKey));
                }
                return new Registered(node.nodeId(), authKey);
            }
        }
        String code =
                known.filter(node -> node.port() == port).map(NodeState::code).orElseGet(this::newCode);
        return register(code, name, ip, port, region);
    }

    private String newCode() {
        return admin.createCode(JsonMapper.shared().createObjectNode().put("maxUses", 1))
                .path("code")
                .asString();
    }

    private Registered register(String code, String name, String ip, int port, String region)
            throws InterruptedException {
        RegistrationHttp registration = new RegistrationHttp(http, core, DEADLINE);
        String current = code;
        state.remember(new NodeState(name, port, current, 0, null));
        for (int tries = 1; ; tries++) {
            try {
                Registered registered = registration.register(current, name, ip, port, region);
                state.remember(new NodeState(name, port, null, registered.nodeId(), registered.authKey()));
                return registered;
            } catch (CoreFailure e) {
                if (tries == TRIES) {
                    throw new IllegalStateException("node " + name + " can't register: " + e.getMessage(), e);
                }
                // A refused code has expired or was used. After a lost answer, the same code is sent again.
                if (e instanceof CoreFailure.Refused) {
                    current = newCode();
                    state.remember(new NodeState(name, port, current, 0, null));
                }
                backoff.pause(tries);
            }
        }
    }

    /** Retries while the Core can't be reached: only an answer shows whether the key is valid. */
    private boolean isValid(String authKey) throws InterruptedException {
        HttpTransport transport = new HttpTransport(http, core, authKey, DEADLINE);
        for (int tries = 1; ; tries++) {
            try {
                transport.latestConfig();
                return true;
            } catch (CoreFailure.Unauthenticated e) {
                return false;
            } catch (CoreFailure e) {
                if (tries == TRIES) {
                    throw new IllegalStateException("the Core does not answer: " + e.getMessage(), e);
                }
                backoff.pause(tries);
            }
        }
    }
}
