package io.nodecore.enrichment.providers;

/** Who is asked about addresses, if anybody. */
public sealed interface Provider extends AutoCloseable {

    @Override
    default void close() {}

    /** Nothing leaves the house, and no job runs. */
    record Nobody() implements Provider {}

    record Somebody(Asking asking) implements Provider {

        @Override
        public void close() {
            asking.close();
        }
    }
}
