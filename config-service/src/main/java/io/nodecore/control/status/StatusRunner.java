package io.nodecore.control.status;

import io.nodecore.projection.ProjectionRunner;
import org.springframework.context.SmartLifecycle;

/** Starts and stops the projection with the process. */
final class StatusRunner implements SmartLifecycle {

    private final ProjectionRunner<NodeReport> runner;
    private volatile boolean running;

    StatusRunner(ProjectionRunner<NodeReport> runner) {
        this.runner = runner;
    }

    @Override
    public void start() {
        runner.start();
        running = true;
    }

    @Override
    public void stop() {
        runner.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the topics, before the edges. */
    @Override
    public int getPhase() {
        return 0;
    }
}
