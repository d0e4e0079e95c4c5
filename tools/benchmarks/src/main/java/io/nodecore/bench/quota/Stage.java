package io.nodecore.bench.quota;

import io.grpc.ManagedChannel;
import io.nodecore.adminclient.AdminApi;
import io.nodecore.bench.run.CoreRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The nodes of a measurement, each with its subscriptions.
 *
 * @param nodes each with those whose limit stays out of reach, and those whose limit will be crossed
 */
record Stage(List<StagedNode> nodes) {

    /** Of subscriptions that are crossed; a report of more bytes crosses it. */
    static final long LIMIT_BYTES = 1_000;

    private static final long FAR_LIMIT_BYTES = 1L << 50;
    private static final int AT_ONCE = 4;

    record StagedNode(BenchNode agent, List<Client> staying, List<Client> crossing) {}

    /** A subscription and its link on the node. */
    record Client(long userId, long subscriptionId, String link) {}

    static Stage build(CoreRun run, ManagedChannel channel, QuotaOptions options)
            throws InterruptedException, ExecutionException {
        AdminApi admin = run.admin();
        // Names of an earlier measurement against the same Core may be there still.
        String name = "bench-" + Long.toString(System.nanoTime(), 36);
        List<StagedNode> nodes = new ArrayList<>();
        for (int i = 0; i < options.nodes(); i++) {
            JsonNode registered = run.register(name + "-" + i);
            JsonNode services = admin.putServices(
                    registered.required("nodeId").longValue(),
                    Map.of(),
                    JsonMapper.shared().readTree("""
                    {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless",
                                            "settings": {"decryption": "none"}}]}}
                    """));
            var agent = new BenchNode(
                    channel,
                    registered.required("authKey").stringValue(),
                    services.at("/protocols/0/id").longValue());
            nodes.add(new StagedNode(agent, new ArrayList<>(), new ArrayList<>()));
        }
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < options.nodes(); i++) {
            StagedNode node = nodes.get(i);
            int staying = share(options.subscriptions(), options.nodes(), i);
            int crossing = share(options.crossings(), options.nodes(), i);
            work.add(() -> {
                for (int n = 0; n < staying; n++) {
                    node.staying.add(client(admin, name, node.agent, FAR_LIMIT_BYTES));
                }
                for (int n = 0; n < crossing; n++) {
                    node.crossing.add(client(admin, name, node.agent, LIMIT_BYTES));
                }
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        nodes.forEach(node -> node.agent.watch());
        return new Stage(nodes);
    }

    private static int share(int all, int parts, int part) {
        return all / parts + (part < all % parts ? 1 : 0);
    }

    private static Client client(AdminApi admin, String name, BenchNode agent, long limitBytes) {
        JsonMapper json = JsonMapper.shared();
        long userId = admin.createUser(json.createObjectNode().put("name", name))
                .required("id")
                .longValue();
        long subscriptionId = admin.createSubscription(json.createObjectNode()
                        .put("userId", userId)
                        .put("trafficLimitBytes", limitBytes)
                        .put("resetPeriod", "month"))
                .required("id")
                .longValue();
        String link = admin.createLink(
                        subscriptionId, json.createObjectNode().put("nodeProtocolId", agent.nodeProtocolId()))
                .required("uuid")
                .stringValue();
        return new Client(userId, subscriptionId, link);
    }

    /** What is wrong with the configs after all crossings: every crossed client must be out, every other one in. */
    List<String> wrongConfigs() {
        List<String> wrong = new ArrayList<>();
        for (StagedNode node : nodes) {
            var config = node.agent.config();
            for (Client client : node.crossing) {
                if (config.getClientMapJson().contains(client.link())
                        || config.getServicesJson().contains(client.link())) {
                    wrong.add("subscription " + client.subscriptionId() + " crossed its limit and is served");
                }
            }
            for (Client client : node.staying) {
                if (!config.getClientMapJson().contains(client.link())) {
                    wrong.add("subscription " + client.subscriptionId() + " is below its limit and is not served");
                }
            }
        }
        return wrong;
    }
}
