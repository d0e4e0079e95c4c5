package io.nodecore.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was started, last first; one that fails to close does not keep the others open. */
public final class Teardown implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Teardown.class);

    private record Part(String name, AutoCloseable part) {}

    private final Deque<Part> parts = new ArrayDeque<>();
    private volatile boolean closed;

    /** A part that comes when all is closed already (Ctrl-C in the middle of the start) is closed at once. */
    synchronized <P extends AutoCloseable> P add(String name, P part) {
        parts.push(new Part(name, part));
        if (closed) {
            close();
        }
        return part;
    }

    /** True from the beginning of the stop; does not wait for its end. */
    boolean isClosed() {
        return closed;
    }

    synchronized boolean isEmpty() {
        return parts.isEmpty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            Part next = parts.pop();
            try {
                next.part().close();
                log.info("stopped {}", next.name());
            } catch (Exception e) {
                log.error("{} does not stop", next.name(), e);
            }
        }
    }
}
