package io.nodecore.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes parts, either in the opposite order of their start or all at the same time. If one fails to close, the others are closed all the
 * same.
 */
public final class Teardown implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Teardown.class);

    private record Part(String name, AutoCloseable part) {

        void close() {
            long started = System.nanoTime();
            try {
                part.close();
                log.info("stopped {} in {} ms", name, (System.nanoTime() - started) / 1_000_000);
            } catch (Exception e) {
                log.error("{} failed to stop", name, e);
            }
        }
    }

    private final boolean isOrdered;
    private final Deque<Part> parts = new ArrayDeque<>();
    private volatile boolean closed;

    /** Closes its parts one after the other, the latest first. */
    public Teardown() {
        this(true);
    }

    private Teardown(boolean isOrdered) {
        this.isOrdered = isOrdered;
    }

    /** Closes its parts at the same time: none needs another one for its stop. */
    static Teardown ofIndependentParts() {
        return new Teardown(false);
    }

    /** Adds a part. After {@link #close()}, as after Ctrl-C during the start, the part is closed at once. */
    synchronized <P extends AutoCloseable> P add(String name, P part) {
        parts.push(new Part(name, part));
        if (closed) {
            close();
        }
        return part;
    }

    /** True from the start of {@link #close()}; does not wait for its end. */
    boolean isClosed() {
        return closed;
    }

    synchronized boolean isEmpty() {
        return parts.isEmpty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (isOrdered) {
            while (!parts.isEmpty()) {
                parts.pop().close();
            }
        } else {
            List<Thread> closing = parts.stream()
                    .map(part -> Thread.ofPlatform().name("stop-" + part.name()).start(part::close))
                    .toList();
            parts.clear();
            closing.forEach(Teardown::join);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
