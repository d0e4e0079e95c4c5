package io.nodecore.simulator.agent;

import com.sun.net.httpserver.HttpServer;
import io.nodecore.proto.ReportNodeStatsRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The HTTP server of an agent: {@code GET /runtime-status} answers {@code {system, xray, mtproto}}, the agent's latest stats. */
public final class AgentStatusHttp implements AutoCloseable {

    private final HttpServer server;
    private final AtomicReference<ReportNodeStatsRequest> latest =
            new AtomicReference<>(ReportNodeStatsRequest.getDefaultInstance());

    private AgentStatusHttp(HttpServer server) {
        this.server = server;
        server.createContext("/runtime-status", exchange -> {
            byte[] body = json(latest.get()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    /** @param port the port of an earlier run, so that the Core still reaches the agent; any free port if it is 0 or taken */
    public static AgentStatusHttp start(String host, int port) {
        HttpServer server = bind(host, port);
        AgentStatusHttp status = new AgentStatusHttp(server);
        server.start();
        return status;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    void show(ReportNodeStatsRequest stats) {
        latest.set(stats);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static HttpServer bind(String host, int port) {
        try {
            return HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (BindException e) {
            if (port != 0) {
                return bind(host, 0);
            }
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(ReportNodeStatsRequest stats) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode status = mapper.createObjectNode();
        var system = stats.getSystem();
        status.putObject("system")
                .put("uptimeSeconds", system.getUptimeSeconds())
                .put("cpuPercent", system.getCpuPercent())
                .put("cpuCores", system.getCpuCores())
                .put("ramUsed", system.getRamUsed())
                .put("ramTotal", system.getRamTotal())
                .put("diskUsed", system.getDiskUsed())
                .put("diskTotal", system.getDiskTotal())
                .put("netRxPerSec", system.getNetRxPerSec())
                .put("netTxPerSec", system.getNetTxPerSec())
                .put("netRxTotal", system.getNetRxTotal())
                .put("netTxTotal", system.getNetTxTotal());
        status.putObject("xray")
                .put("running", stats.getXray().getRunning())
                .put("uptimeSeconds", stats.getXray().getUptimeSeconds());
        status.set("mtproto", mapper.readTree(stats.getMtprotoJson().isEmpty() ? "{}" : stats.getMtprotoJson()));
        return status;
    }
}
