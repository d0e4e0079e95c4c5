package io.nodecore.simulator.operator;

import io.nodecore.adminclient.AdminApi;
import io.nodecore.adminclient.AdminClient;
import io.nodecore.adminclient.AdminFailure;
import io.nodecore.simulator.agent.AgentIdentity;
import io.nodecore.simulator.agent.Backoff;
import io.nodecore.simulator.core.RegistrationHttp.Registered;
import io.nodecore.simulator.operator.FleetState.SubscriptionState;
import io.nodecore.simulator.operator.FleetState.UserState;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prepares a fleet over the admin API. Each object is stored as soon as it is created, and created only if it is not stored, so the
 * preparation can be repeated after any run, including one that failed.
 */
public final class Operator {

    /** The nodes get these regions in turn. */
    private static final List<String> REGIONS = List.of("eu-west", "eu-north", "us-east", "ap-south");

    /** Links of a subscription; fewer if the fleet has fewer node protocols. */
    private static final int LINKS_PER_SUBSCRIPTION = 3;

    private final AdminApi admin;
    private final FleetState state;
    private final NodeRegistration registration;

    public Operator(HttpClient http, URI core, URI adminUrl, String adminToken, FleetState state) {
        this.admin = AdminClient.repeatingWhenBusy(adminUrl, adminToken);
        this.state = state;
        this.registration = new NodeRegistration(admin, state, http, core, Backoff.EXPONENTIAL);
    }

    /** The port that a node's agent had in an earlier run; 0 for none. */
    public int portOf(String name) {
        return state.node(name).map(FleetState.NodeState::port).orElse(0);
    }

    /** @param number the node's place in the fleet, 0 or greater */
    public AgentIdentity enrol(String name, int number, String ip, int port) throws InterruptedException {
        Registered registered = registration.enrol(name, ip, port, REGIONS.get(number % REGIONS.size()));
        Map<String, Long> protocolIds =
                protocolIds(admin.putServices(registered.nodeId(), Map.of(), DemoTemplates.ofNode(number)));
        return new AgentIdentity(registered.nodeId(), name, ip, port, registered.authKey(), protocolIds);
    }

    /** Creates what is missing of a user, the user's subscriptions, and their links on node protocols drawn from the seed. */
    public void provideUser(String name, int subscriptions, List<Long> nodeProtocolIds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        UserState user = state.user(name)
                .filter(known -> hasUser(known.id()))
                .orElseGet(() -> remember(new UserState(name, createUser(name), List.of())));
        for (int number = 0; number < subscriptions; number++) {
            List<Long> wanted = draw(nodeProtocolIds, random);
            if (number == user.subscriptions().size()) {
                user = remember(with(user, number, new SubscriptionState(createSubscription(user.id()), List.of())));
            }
            for (Long nodeProtocolId : wanted) {
                SubscriptionState subscription = user.subscriptions().get(number);
                if (!subscription.linked().contains(nodeProtocolId)) {
                    admin.createLink(
                            subscription.id(),
                            JsonMapper.shared().createObjectNode().put("nodeProtocolId", nodeProtocolId));
                    List<Long> linked = new ArrayList<>(subscription.linked());
                    linked.add(nodeProtocolId);
                    user = remember(with(user, number, new SubscriptionState(subscription.id(), linked)));
                }
            }
        }
    }

    /** By inbound tag. */
    private static Map<String, Long> protocolIds(JsonNode services) {
        Map<String, Long> ids = new HashMap<>();
        for (JsonNode protocol : services.path("protocols")) {
            ids.put(protocol.path("tag").asString(), protocol.path("id").asLong());
        }
        return ids;
    }

    private boolean hasUser(long userId) {
        try {
            admin.user(userId);
            return true;
        } catch (AdminFailure e) {
            if (e.isUnknown()) {
                return false;
            }
            throw e;
        }
    }

    private long createUser(String name) {
        return admin.createUser(JsonMapper.shared().createObjectNode().put("name", name))
                .path("id")
                .asLong();
    }

    private long createSubscription(long userId) {
        return admin.createSubscription(JsonMapper.shared().createObjectNode().put("userId", userId))
                .path("id")
                .asLong();
    }

    private UserState remember(UserState user) {
        state.remember(user);
        return user;
    }

    private static UserState with(UserState user, int number, SubscriptionState subscription) {
        List<SubscriptionState> subscriptions = new ArrayList<>(user.subscriptions());
        if (number == subscriptions.size()) {
            subscriptions.add(subscription);
        } else {
            subscriptions.set(number, subscription);
        }
        return new UserState(user.name(), user.id(), subscriptions);
    }

    private static List<Long> draw(List<Long> ids, SplittableRandom random) {
        List<Long> left = new ArrayList<>(ids);
        List<Long> drawn = new ArrayList<>();
        while (drawn.size() < LINKS_PER_SUBSCRIPTION && !left.isEmpty()) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }
}
