package io.nodecore.simulator.core;

import java.util.ArrayList;
import java.util.List;

/** Answers, unless told to fail; remembers the ids it was given. */
public final class ScriptedTransport implements CoreTransport {

    private final List<String> ids = new ArrayList<>();
    private final List<CoreFailure> failures = new ArrayList<>();
    private boolean down;

    /** The next calls fail so, one after the other. */
    public void failNext(CoreFailure... next) {
        failures.addAll(List.of(next));
    }

    public void down(boolean isDown) {
        down = isDown;
    }

    public synchronized List<String> ids() {
        return List.copyOf(ids);
    }

    @Override
    public synchronized CoreAnswer send(Report report) throws CoreFailure {
        ids.add(report.id());
        if (down) {
            throw new CoreFailure.Unreachable("down");
        }
        if (!failures.isEmpty()) {
            throw failures.removeFirst();
        }
        return CoreAnswer.OK;
    }

    @Override
    public NodeConfig latestConfig() {
        throw new AssertionError("no test asks for it");
    }
}
