package io.nodecore.enrichment.jobs;

import org.springframework.context.SmartLifecycle;

/** Something that is done once, after the topics and the migrations. */
final class AtStart implements SmartLifecycle {

    private final Runnable what;
    private volatile boolean running;

    AtStart(Runnable what) {
        this.what = what;
    }

    @Override
    public void start() {
        what.run();
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

    @Override
    public int getPhase() {
        return 0;
    }
}
