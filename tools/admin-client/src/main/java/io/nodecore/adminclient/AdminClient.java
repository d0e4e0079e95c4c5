package io.nodecore.adminclient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/**
 * Makes clients of the admin API and of the node edge. Their methods throw {@link AdminFailure} if a request is refused, and {@link
 * UncheckedIOException} if there is no answer.
 */
public final class AdminClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** A redrive of many dead letters is answered when all are decided. */
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(5);

    private AdminClient() {}

    /** @param url of the admin port, without {@code /admin} */
    public static AdminApi of(URI url, String token) {
        return admin(url, token, List.of());
    }

    /** The same, but repeats a request if the answer is 503. */
    public static AdminApi repeatingWhenBusy(URI url, String token) {
        return admin(url, token, List.of(new BusyRetry()));
    }

    /** @param url of the node edge's HTTP port, without {@code /node} */
    public static NodeEdgeApi nodeEdge(URI url) {
        return proxy(client(url, List.of()), NodeEdgeApi.class);
    }

    private static AdminApi admin(URI url, String token, List<ClientHttpRequestInterceptor> interceptors) {
        return proxy(
                client(url, interceptors)
                        .mutate()
                        .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                        .build(),
                AdminApi.class);
    }

    private static RestClient client(URI url, List<ClientHttpRequestInterceptor> interceptors) {
        var requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build());
        requests.setReadTimeout(READ_TIMEOUT);
        return RestClient.builder()
                .baseUrl(url.toString().replaceFirst("/+$", ""))
                .requestFactory(requests)
                .requestInterceptors(all -> {
                    all.addAll(interceptors);
                    all.add(AdminClient::execute);
                })
                .defaultStatusHandler(HttpStatusCode::isError, (_, response) -> {
                    throw AdminFailure.of(response);
                })
                .build();
    }

    private static ClientHttpResponse execute(
            HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
        try {
            return execution.execute(request, body);
        } catch (IOException e) {
            String cause = e.getMessage() == null ? "connection refused" : e.getMessage();
            throw new UncheckedIOException("no answer from " + request.getURI() + ": " + cause, e);
        }
    }

    private static <T> T proxy(RestClient client, Class<T> api) {
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                // The default one needs spring-context.
                .conversionService(new DefaultConversionService())
                .build()
                .createClient(api);
    }
}
