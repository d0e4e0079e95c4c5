package io.nodecore.webhooks.receiver;

import io.nodecore.webhooks.events.PostedEvent;
import io.nodecore.webhooks.setup.Webhook;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The HTTP client of one webhook's address. Safe for use by many threads. */
public final class Receiver implements AutoCloseable {

    private static final int LARGEST_ANSWER_BYTES = 16 * 1024;

    private final Webhook webhook;
    private final Duration timeout;
    private final InstantSource clock;
    private final HttpClient http;

    /** @param timeout from the start of an attempt to the end of its answer */
    public Receiver(Webhook webhook, Duration timeout, InstantSource clock) {
        this.webhook = webhook;
        this.timeout = timeout;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                // Over plain HTTP, every request would contain an upgrade to HTTP/2, which simple receivers do not
                // understand.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Posts the event once, signed with the time of this attempt. */
    public DeliveryOutcome post(PostedEvent event) throws InterruptedException {
        Instant now = clock.instant();
        long timestamp = now.getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(webhook.url())
                .timeout(timeout)
                .header("content-type", PostedEvent.CONTENT_TYPE)
                .header("user-agent", "nodecore-webhooks")
                .header("webhook-id", event.id())
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", webhook.signatures().of(event.id(), timestamp, event.body()))
                .POST(BodyPublishers.ofByteArray(event.body()))
                .build();
        CompletableFuture<HttpResponse<Boolean>> exchange =
                http.sendAsync(request, head -> new BoundedBody(LARGEST_ANSWER_BYTES));
        try {
            // The client's own timeout ends with the headers of the answer.
            return answerOf(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS), now);
        } catch (TimeoutException e) {
            return new DeliveryOutcome.Unanswered("no whole answer within " + timeout);
        } catch (ExecutionException e) {
            return new DeliveryOutcome.Unanswered(causeOf(e));
        } finally {
            exchange.cancel(true);
        }
    }

    private static DeliveryOutcome answerOf(HttpResponse<Boolean> response, Instant now) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new DeliveryOutcome.Taken(status);
        }
        return status == 410
                ? new DeliveryOutcome.Gone()
                : new DeliveryOutcome.Refused(
                        status,
                        response.headers().firstValue("retry-after").flatMap(text -> RetryAfter.read(text, now)));
    }

    /** Only the kind of the failure: its message may contain the address, and the address may contain a token. */
    private static String causeOf(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return "no answer (" + cause.getClass().getSimpleName() + ")";
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
