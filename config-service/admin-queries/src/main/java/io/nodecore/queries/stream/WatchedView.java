package io.nodecore.queries.stream;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** One view with those who watch it. An event is made once for all of them that have the same number. */
final class WatchedView {

    private static final Logger log = LoggerFactory.getLogger(WatchedView.class);

    /** An event as it is sent to every watcher: its data is encoded once. */
    static final class Event {

        private final String name;
        private final long after;
        private final long number;
        private final byte[] data;

        private Event(String name, long after, long number, byte[] data) {
            this.name = name;
            this.after = after;
            this.number = number;
            this.data = data;
        }

        /** Of the latest change that it contains. */
        long number() {
            return number;
        }

        void writeTo(EventWriter writer, String id) throws IOException {
            writer.event(name, id, data);
        }
    }

    private record Snapshot(String view, Instant at, Map<String, Object> state) {}

    private record Change(String view, Instant at, Map<String, Object> set, Set<String> removed) {}

    private final StreamView view;
    private final Supplier<Map<String, Object>> source;
    private final JsonMapper json;
    private final InstantSource clock;
    private final ViewHistory history;
    private final List<Runnable> watchers = new ArrayList<>();
    private final List<Event> made = new ArrayList<>();
    private Instant at = Instant.EPOCH;
    private boolean isFresh;
    private boolean isFailing;

    WatchedView(StreamView view, Supplier<Map<String, Object>> source, JsonMapper json, InstantSource clock) {
        this.view = view;
        this.source = source;
        this.json = json;
        this.clock = clock;
        // A view that is watched again later starts at a later time, and has had fewer changes than milliseconds.
        this.history = new ViewHistory(clock.millis());
    }

    StreamView view() {
        return view;
    }

    /** Computes the state; watchers are woken if it changed. Called by one thread. */
    void compute() {
        List<Runnable> woken;
        try {
            Map<String, Object> next = source.get();
            synchronized (this) {
                isFailing = false;
                at = clock.instant();
                boolean isNew = history.update(next);
                if (isNew) {
                    made.clear();
                }
                if (!isNew && isFresh) {
                    return;
                }
                isFresh = true;
                woken = List.copyOf(watchers);
            }
        } catch (RuntimeException e) {
            synchronized (this) {
                if (!isFailing) {
                    log.warn("view {} can't be computed: {}", view.word(), e.getMessage());
                }
                isFailing = true;
            }
            return;
        }
        woken.forEach(Runnable::run);
    }

    /** Returns whether the latest computation failed: then the state is older than it looks. */
    synchronized boolean isFailing() {
        return isFailing;
    }

    /**
     * What a watcher needs who has everything up to this number.
     *
     * @param after 0 for the whole state
     * @return null if there is nothing new, or no state since the view is watched
     */
    synchronized @Nullable Event after(long after) {
        if (!isFresh || history.number() == after) {
            return null;
        }
        ViewHistory.Difference difference = history.since(after);
        long from = difference == null ? 0 : after;
        for (Event event : made) {
            if (event.after == from) {
                return event;
            }
        }
        Event event = difference == null
                ? new Event(
                        "snapshot",
                        0,
                        history.number(),
                        json.writeValueAsBytes(new Snapshot(view.word(), at, history.state())))
                : new Event(
                        "change",
                        after,
                        history.number(),
                        json.writeValueAsBytes(new Change(view.word(), at, difference.set(), difference.removed())));
        made.add(event);
        return event;
    }

    /** @param wake called after every change, by the thread that computes; must not block */
    synchronized void watch(Runnable wake) {
        watchers.add(wake);
    }

    synchronized void unwatch(Runnable wake) {
        watchers.remove(wake);
        isFresh = isFresh && !watchers.isEmpty();
    }

    synchronized boolean isWatched() {
        return !watchers.isEmpty();
    }
}
