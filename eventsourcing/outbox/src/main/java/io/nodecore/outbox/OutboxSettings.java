package io.nodecore.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the outbox is published.
 *
 * @param poll how long a committed record waits at most should the relay miss that it was committed
 * @param batch how many records go into one Kafka transaction at most
 * @param retry how long the relay waits after Kafka or Postgres refused
 * @param answerAfter how long a command waits at most, before it is answered, for its records to be published
 * @param transactionalId the name of the outbox in Kafka and among the locks of Postgres, another for each service; a new relay
 *     fences an older one of the same name
 */
@ConfigurationProperties("nodecore.outbox")
public record OutboxSettings(
        @DefaultValue("200ms") Duration poll,
        @DefaultValue("500") int batch,
        @DefaultValue("1s") Duration retry,
        @DefaultValue("500ms") Duration answerAfter,
        @DefaultValue("") String transactionalId) {

    public OutboxSettings {
        if (poll.isNegative() || poll.isZero()) {
            throw new IllegalArgumentException("nodecore.outbox.poll must be positive, got " + poll);
        }
        if (transactionalId.isBlank()) {
            throw new IllegalArgumentException("nodecore.outbox.transactional-id must name the outbox of this service");
        }
        if (batch < 1) {
            throw new IllegalArgumentException("nodecore.outbox.batch must be 1 or more, got " + batch);
        }
    }
}
