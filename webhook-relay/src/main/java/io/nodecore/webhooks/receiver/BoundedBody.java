package io.nodecore.webhooks.receiver;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads an answer up to a size limit and discards it. If it was read to its end, its connection can be used again. */
final class BoundedBody implements BodySubscriber<Boolean> {

    private final CompletableFuture<Boolean> isWhole = new CompletableFuture<>();
    private final int limitBytes;
    private int readBytes;
    private @Nullable Subscription subscription;

    BoundedBody(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Returns whether the answer was read to its end. */
    @Override
    public CompletionStage<Boolean> getBody() {
        return isWhole;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            readBytes += buffer.remaining();
        }
        Subscription from = subscription;
        if (from == null || isWhole.isDone()) {
            return;
        }
        if (readBytes > limitBytes) {
            from.cancel();
            isWhole.complete(false);
        } else {
            from.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        isWhole.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        isWhole.complete(true);
    }
}
