package io.nodecore.gateway.http;

import com.google.protobuf.Message;
import io.nodecore.gateway.config.NodeConfigIntake;
import io.nodecore.gateway.connection.TrustedProxies;
import io.nodecore.gateway.heartbeat.HeartbeatIntake;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.limit.LimitSettings;
import io.nodecore.gateway.registration.RegistrationIntake;
import io.nodecore.gateway.report.Received;
import io.nodecore.gateway.report.ReportBody;
import io.nodecore.gateway.report.ReportIntake;
import io.nodecore.gateway.report.ReportKind;
import io.nodecore.gateway.rules.Violations;
import io.nodecore.proto.control.RegisterNodeRequest;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The routes under {@code /node}: each leads to the same intake as its gRPC method. */
public final class NodeEdgeHttp {

    private final ReportIntake reports;
    private final HeartbeatIntake heartbeats;
    private final NodeConfigIntake configs;
    private final RegistrationIntake registrations;
    private final InFlightBudget unauthenticated;
    private final LimitSettings limits;
    private final RequestBody requestBody;
    private final HttpCaller callers;

    /** @param unauthenticated the budget of registrations */
    public NodeEdgeHttp(
            ReportIntake reports,
            HeartbeatIntake heartbeats,
            NodeConfigIntake configs,
            RegistrationIntake registrations,
            InFlightBudget unauthenticated,
            TrustedProxies proxies,
            LimitSettings limits) {
        this.reports = reports;
        this.heartbeats = heartbeats;
        this.configs = configs;
        this.registrations = registrations;
        this.unauthenticated = unauthenticated;
        this.limits = limits;
        this.requestBody = new RequestBody(limits);
        this.callers = new HttpCaller(proxies);
    }

    public RouterFunction<ServerResponse> routes() {
        return new RouteTable()
                .add(HttpMethod.POST, "/node/register", this::register)
                .add(HttpMethod.POST, "/node/heartbeat", this::heartbeat)
                .add(HttpMethod.POST, "/node/usage", report(ReportKind.USAGE))
                .add(HttpMethod.POST, "/node/outbound-usage", report(ReportKind.OUTBOUND_USAGE))
                .add(HttpMethod.POST, "/node/session-events", report(ReportKind.SESSION_EVENTS))
                .add(HttpMethod.GET, "/node/config/latest", this::latestConfig)
                .add(HttpMethod.POST, "/node/config/applied", report(ReportKind.CONFIG_APPLIED))
                .add(HttpMethod.POST, "/node/error", report(ReportKind.ERROR))
                .add(HttpMethod.POST, "/node/stats", report(ReportKind.STATS))
                .add(HttpMethod.POST, "/node/online-users", report(ReportKind.ONLINE_USERS))
                .add(HttpMethod.GET, "/v3/api-docs", OpenApiHttp::document)
                .build();
    }

    private <M extends Message> HandlerFunction<ServerResponse> report(ReportKind<M> kind) {
        return request -> Mono.fromFuture(
                        reports.submit(kind, callers.of(request), HttpCaller.reportIdOf(request), body(request, kind)))
                .then(Mono.defer(Answers::ok));
    }

    private Mono<ServerResponse> heartbeat(ServerRequest request) {
        return Mono.fromFuture(heartbeats.submit(
                        callers.of(request), HttpCaller.reportIdOf(request), body(request, ReportKind.HEARTBEAT)))
                .flatMap(Answers::heartbeat);
    }

    private <M extends Message> ReportBody<M> body(ServerRequest request, ReportKind<M> kind) {
        return lease -> requestBody
                .read(request, lease, limits.reportBytes())
                .map(json -> {
                    Violations violations = new Violations();
                    M report = RequestJson.read(json, kind.empty(), limits.listEntries(), violations);
                    return new Received<>(report, report.toByteArray(), violations);
                })
                .toFuture()
                .thenApply(Objects::requireNonNull);
    }

    private Mono<ServerResponse> latestConfig(ServerRequest request) {
        return Mono.fromFuture(configs.latest(callers.of(request))).flatMap(handedOut -> {
            long revision = handedOut.config().revision();
            String etag = EntityTag.of(revision);
            if (EntityTag.matches(request.headers().header("If-None-Match"), revision)) {
                handedOut.close();
                return Answers.notModified(etag);
            }
            return Answers.config(handedOut, etag, limits.answerTimeout());
        });
    }

    private Mono<ServerResponse> register(ServerRequest request) {
        return Mono.using(
                () -> registrations.begin(callers.addressOf(request)),
                registration -> Mono.using(
                        unauthenticated::open,
                        lease -> Mono.firstWithSignal(
                                        requestBody.read(request, lease, limits.unauthenticatedBytes()),
                                        Mono.fromFuture(registration.superseded())
                                                .then(Mono.empty()))
                                .flatMap(json -> register(registration, json)),
                        InFlightBudget.Lease::close),
                RegistrationIntake.Registration::close);
    }

    private Mono<ServerResponse> register(RegistrationIntake.Registration registration, byte[] json) {
        Violations violations = new Violations();
        RegisterNodeRequest request =
                RequestJson.read(json, RegisterNodeRequest.getDefaultInstance(), limits.listEntries(), violations);
        return Mono.fromFuture(registration.register(request, violations))
                .flatMap(node -> Answers.registered(node.getAuthKey(), node.getNodeId()));
    }
}
