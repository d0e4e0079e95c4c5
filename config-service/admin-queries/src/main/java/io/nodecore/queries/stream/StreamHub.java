package io.nodecore.queries.stream;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * The views that have watchers. One thread computes each view. A view without a watcher is kept for a minute, so that a watcher that
 * connects again gets only what changed.
 */
final class StreamHub implements SmartLifecycle {

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 256;

    private final ViewStates states;
    private final StreamSettings settings;
    private final JsonMapper json;
    private final InstantSource clock;
    private final Map<StreamView, WatchedView> views = new HashMap<>();
    private final Set<Runnable> watchers = new HashSet<>();
    private volatile boolean isRunning;

    StreamHub(ViewStates states, StreamSettings settings, JsonMapper json, InstantSource clock) {
        this.states = states;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /** @param wake called when one of the views may have something new, and at the end of the process; must not block */
    synchronized List<WatchedView> watch(List<StreamView> watched, Runnable wake) {
        watchers.add(wake);
        return watched.stream().map(view -> watch(view, wake)).toList();
    }

    synchronized void unwatch(List<WatchedView> watched, Runnable wake) {
        watchers.remove(wake);
        watched.forEach(view -> view.unwatch(wake));
    }

    private WatchedView watch(StreamView view, Runnable wake) {
        WatchedView watched = views.get(view);
        if (watched == null) {
            WatchedView fresh = new WatchedView(view, () -> states.of(view), json, clock);
            views.put(view, fresh);
            fresh.watch(wake);
            Thread.ofVirtual().name("stream-" + view.word()).start(() -> compute(fresh));
            return fresh;
        }
        watched.watch(wake);
        return watched;
    }

    private void compute(WatchedView view) {
        long unwatchedSince = System.nanoTime();
        while (isRunning) {
            if (view.isWatched()) {
                view.compute();
                unwatchedSince = System.nanoTime();
            } else if (isForgotten(view, unwatchedSince)) {
                return;
            }
            try {
                Thread.sleep(settings.interval());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized boolean isForgotten(WatchedView view, long unwatchedSince) {
        boolean isLate = System.nanoTime() - unwatchedSince > KEPT.toNanos() || views.size() > MOST_KEPT;
        // It may be watched again meanwhile.
        return isLate && !view.isWatched() && views.remove(view.view(), view);
    }

    @Override
    public void start() {
        isRunning = true;
    }

    /** Ends all streams. */
    @Override
    public synchronized void stop() {
        isRunning = false;
        watchers.forEach(Runnable::run);
        views.clear();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /** Stopped before the web server waits for the end of its requests. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
