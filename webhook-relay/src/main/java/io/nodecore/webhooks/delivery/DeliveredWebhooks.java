package io.nodecore.webhooks.delivery;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** All webhooks of this process, started and stopped together. */
final class DeliveredWebhooks implements SmartLifecycle {

    private final List<DeliveredWebhook> all;
    private volatile boolean running;

    DeliveredWebhooks(List<DeliveredWebhook> all) {
        this.all = List.copyOf(all);
    }

    List<DeliveredWebhook> all() {
        return all;
    }

    @Override
    public void start() {
        all.forEach(webhook -> webhook.follower().start());
        running = true;
    }

    /** Each waits for its requests in flight; all of them wait at the same time. */
    @Override
    public void stop() {
        running = false;
        all.parallelStream().forEach(webhook -> {
            webhook.follower().stop();
            webhook.receiver().close();
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after the topics exist. */
    @Override
    public int getPhase() {
        return 0;
    }
}
