package io.nodecore.control.rebuild;

import org.springframework.context.SmartLifecycle;

/** Rebuilds an empty database before the process decides, publishes or answers anything. */
public final class RebuildAtStart implements SmartLifecycle {

    private final ControlRebuild rebuild;
    private final RebuildSettings settings;
    private boolean running;

    public RebuildAtStart(ControlRebuild rebuild, RebuildSettings settings) {
        this.rebuild = rebuild;
        this.settings = settings;
    }

    @Override
    public void start() {
        if (settings.whenEmpty()) {
            rebuild.runIfEmpty();
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the topics, before the relay, the projection, the ticks and the edges. */
    @Override
    public int getPhase() {
        return -1;
    }
}
