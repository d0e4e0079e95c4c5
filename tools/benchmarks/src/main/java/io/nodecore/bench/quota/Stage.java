package io.nodecore.bench.quota;

import io.grpc.ManagedChannel;
import io.nodecore.bench.run.Admin;
import io.nodecore.bench.run.Admin.Registered;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * The nodes of a measurement, each with its subscriptions.
 *
 * @param nodes each with subscriptions whose limit is not reached, and subscriptions whose limit is crossed
 */
record Stage(List<StagedNode> nodes) {

    /** The limit in bytes of the subscriptions whose limit is crossed; one report with more bytes crosses it. */
    static final long LIMIT_BYTES = 1_000;

    private static final long FAR_LIMIT_BYTES = 1L << 50;
    private static final int AT_ONCE = 4;

    record StagedNode(BenchNode agent, List<Client> staying, List<Client> crossing) {}

    /** A subscription and its link on the node. */
    record Client(long userId, long subscriptionId, String link) {}

    static Stage build(Admin admin, ManagedChannel channel, QuotaOptions options)
            throws InterruptedException, IOException, ExecutionException {
        // The Core may still have the names of an earlier measurement.
        String name = "bench-" + Long.toString(System.nanoTime(), 36);
        List<StagedNode> nodes = new ArrayList<>();
        for (int i = 0; i < options.nodes(); i++) {
            Registered node = admin.register(name + "-" + i);
            JsonNode services = admin.call("PUT", "nodes/" + node.id() + "/services", """
                    {"xray": {"inbounds": [{"tag": "in", "port": 443, "protocol": "vless",
                                            "settings": {"decryption": "none"}}]}}
                    """);
            var agent = new BenchNode(
                    channel, node.authKey(), services.at("/protocols/0/id").longValue());
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

    private static Client client(Admin admin, String name, BenchNode agent, long limitBytes)
            throws IOException, InterruptedException {
        long userId = admin.call("POST", "users", "{\"name\": \"" + name + "\"}")
                .required("id")
                .longValue();
        long subscriptionId = admin.call("POST", "subscriptions", """
                        {"userId": %d, "trafficLimitBytes": %d, "resetPeriod": "month"}
                        """.formatted(userId, limitBytes))
                .required("id")
                .longValue();
        String link = admin.call(
                        "POST", "subscriptions/" + subscriptionId + "/links", """
                        {"nodeProtocolId": %d}
                        """.formatted(agent.nodeProtocolId()))
                .required("uuid")
                .stringValue();
        return new Client(userId, subscriptionId, link);
    }

    /** The errors in the configs at the end: the clients beyond their limit must be absent, all others present. */
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
