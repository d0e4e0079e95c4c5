package io.nodecore.queries.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * The open streams of this process, a bounded number. Each is written by the thread of its request: a watcher that reads slowly gets fewer
 * and larger differences, and one that does not read is cut by the timeout of the server's writes.
 *
 * <p>Gauge {@code nodecore.streams.open}, counters {@code .refused} (too many) and {@code .cut} (did not read).
 */
final class OpenStreams {

    private final StreamHub hub;
    private final StreamSettings settings;
    private final JsonMapper json;
    private final InstantSource clock;
    private final Semaphore free;
    private final AtomicInteger open = new AtomicInteger();
    private final Counter refused;
    private final Counter cut;
    private final String process = UUID.randomUUID().toString().substring(0, 8);

    /** @param failing views that can't be computed now, so that their state is old */
    private record Alive(String at, List<String> failing) {}

    OpenStreams(StreamHub hub, StreamSettings settings, JsonMapper json, InstantSource clock, MeterRegistry meters) {
        this.hub = hub;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        this.free = new Semaphore(settings.maxStreams());
        Gauge.builder("nodecore.streams.open", open, AtomicInteger::get)
                .description("Event streams of the admin API that are open")
                .register(meters);
        this.refused = meters.counter("nodecore.streams.refused");
        this.cut = meters.counter("nodecore.streams.cut");
    }

    /** Where the events go: called once, when the stream is admitted. */
    @FunctionalInterface
    interface Target {
        OutputStream open() throws IOException;
    }

    /**
     * Writes events until the stream ends: by its age, by its watcher, or with the process.
     *
     * @throws FailureException (503) if too many streams are open
     */
    void serve(List<StreamView> views, @Nullable String lastEventId, Target target) {
        if (!free.tryAcquire()) {
            refused.increment();
            throw new FailureException(new Failure.Unavailable("streams"));
        }
        open.incrementAndGet();
        try {
            var id = new StreamId(process, views);
            write(views, id, id.read(lastEventId), new EventWriter(target.open()));
        } catch (IOException e) {
            // Its watcher is gone, or does not read.
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SocketTimeoutException) {
                cut.increment();
            }
        } finally {
            open.decrementAndGet();
            free.release();
        }
    }

    private void write(List<StreamView> views, StreamId id, long[] numbers, EventWriter writer) throws IOException {
        var news = new Semaphore(0);
        Runnable wake = news::release;
        List<WatchedView> watched = hub.watch(views, wake);
        try {
            writer.comment("open");
            writer.flush();
            long start = System.nanoTime();
            long lastEvent = start;
            long lastComment = start;
            while (hub.isRunning() && left(start, settings.maxAge()) > 0) {
                boolean isSent = writeNews(watched, id, numbers, writer);
                if (!isSent && left(lastEvent, settings.alive()) <= 0) {
                    writer.event("alive", null, alive(watched));
                    isSent = true;
                }
                if (left(lastComment, settings.keepAlive()) <= 0) {
                    writer.comment("keep-alive");
                    writer.flush();
                    lastComment = System.nanoTime();
                }
                if (isSent) {
                    writer.flush();
                    lastEvent = System.nanoTime();
                }
                long wait = Math.min(
                        left(start, settings.maxAge()),
                        Math.min(left(lastEvent, settings.alive()), left(lastComment, settings.keepAlive())));
                news.tryAcquire(Math.max(0, wait), TimeUnit.NANOSECONDS);
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hub.unwatch(watched, wake);
        }
    }

    private static boolean writeNews(List<WatchedView> watched, StreamId id, long[] numbers, EventWriter writer)
            throws IOException {
        boolean isSent = false;
        for (int i = 0; i < numbers.length; i++) {
            WatchedView.Event event = watched.get(i).after(numbers[i]);
            if (event != null) {
                numbers[i] = event.number();
                event.writeTo(writer, id.of(numbers));
                isSent = true;
            }
        }
        return isSent;
    }

    private byte[] alive(List<WatchedView> watched) {
        List<String> failing = new ArrayList<>();
        watched.stream()
                .filter(WatchedView::isFailing)
                .map(view -> view.view().word())
                .forEach(failing::add);
        return json.writeValueAsBytes(new Alive(clock.instant().toString(), failing));
    }

    private static long left(long sinceNanos, Duration time) {
        return sinceNanos + time.toNanos() - System.nanoTime();
    }
}
