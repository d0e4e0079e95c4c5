package io.nodecore.operations.deadletter;

import io.nodecore.admin.Page;
import io.nodecore.admin.failure.Failure;
import io.nodecore.admin.failure.FailureException;
import io.nodecore.admin.failure.Violations;
import io.nodecore.journal.deadletter.DeadLetterHeaders;
import io.nodecore.operations.deadletter.redrive.RedriveIntake;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The routes of dead letters: facts that could not be applied. */
@RestController
final class DeadLettersHttp {

    private static final int MOST_REDRIVEN = 1_000_000;

    /**
     * @param state waiting, redriven, or lost: it was to be redriven, but its record had been deleted
     * @param projection that refused the fact
     * @param topic the position of the fact, with partition and offset
     * @param nodeId null if the fact's headers can't be read; the same holds for reportId, eventId and receivedAt
     * @param keptAt when it became a dead letter
     * @param valueKept false if the fact is too large for its dead letter, and its value is only at its origin
     * @param redriveOf the dead letter whose redriven fact was refused again and became this one
     */
    record DeadLetterResource(
            long id,
            String state,
            String projection,
            String topic,
            int partition,
            long offset,
            @Nullable Long nodeId,
            @Nullable String reportId,
            @Nullable String eventId,
            @Nullable Instant receivedAt,
            Instant keptAt,
            String cause,
            int sizeBytes,
            boolean valueKept,
            @Nullable Long redriveOf,
            @Nullable Instant redrivenAt) {}

    record DeadLetterList(
            List<DeadLetterResource> letters, @Nullable String next) {}

    /**
     * @param key of the record, as text
     * @param headers of the fact, as text
     * @param value decoded; null if it can't be decoded
     * @param valueUnreadable why there is no decoded value
     * @param valueBase64 the first 64 KiB of it; null if there is no value
     */
    record WholeLetter(
            DeadLetterResource letter,
            @Nullable String key,
            Map<String, String> headers,
            @Nullable JsonNode value,
            @Nullable String valueUnreadable,
            @Nullable String valueBase64) {}

    /** @param limit all if absent */
    record RedriveWish(
            @Nullable String topic,
            @Nullable String projection,
            @Nullable Long nodeId,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Integer limit) {}

    /** @param redriven number of dead letters that waited and are appended to their topics again */
    record Redriven(int redriven) {}

    private final DeadLetterTable deadLetters;
    private final DeadLetterReader reader;
    private final RedriveIntake redrives;

    DeadLettersHttp(DeadLetterTable deadLetters, DeadLetterReader reader, RedriveIntake redrives) {
        this.deadLetters = deadLetters;
        this.reader = reader;
        this.redrives = redrives;
    }

    @GetMapping("/admin/dead-letters")
    DeadLetterList list(
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String projection,
            @RequestParam(required = false) @Nullable Long nodeId,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var filter = new DeadLetterFilter(
                topic, projection, nodeId, state == null ? null : DeadLetterFilter.State.parse(state), from, to);
        int size = Page.limit(limit);
        Page<TrackedDeadLetter> page =
                Page.of(deadLetters.page(filter, DeadLetterCursor.parse(cursor), size + 1), size, DeadLetterCursor::of);
        return new DeadLetterList(
                page.items().stream().map(DeadLettersHttp::resource).toList(), page.next());
    }

    @GetMapping("/admin/dead-letters/{id}")
    WholeLetter show(@PathVariable long id) {
        TrackedDeadLetter kept = deadLetters
                .find(id)
                .orElseThrow(() -> new FailureException(new Failure.Unknown("dead letter", Long.toString(id))));
        ConsumerRecord<byte[], byte[]> record = record(kept.deadLetter());
        if (record == null) {
            return new WholeLetter(resource(kept), null, Map.of(), null, "its record is gone from Kafka", null);
        }
        DeadLetterValue value = record.value() == null
                ? new DeadLetterValue(null, "the record has no value", "")
                : DeadLetterValue.of(kept.deadLetter().origin().topic(), record.value());
        return new WholeLetter(
                resource(kept),
                record.key() == null ? null : text(record.key()),
                headers(record),
                value.json(),
                value.unreadable(),
                record.value() == null ? null : value.base64());
    }

    /** Appends the dead letter's fact to its topic again; does nothing if that was already done. */
    @PostMapping("/admin/dead-letters/{id}/redrive")
    DeadLetterResource redrive(@PathVariable long id) {
        try {
            return resource(redrives.one(id));
        } catch (KafkaException e) {
            throw new FailureException(new Failure.Unavailable("journal"));
        }
    }

    /** All that wait and match. */
    @PostMapping("/admin/dead-letters/redrive")
    Redriven redrive(@RequestBody RedriveWish wish) {
        int atMost = wish.limit() == null ? MOST_REDRIVEN : wish.limit();
        if (atMost < 1 || atMost > MOST_REDRIVEN) {
            throw Violations.refuse("limit", "must be from 1 to " + MOST_REDRIVEN + ", got " + atMost);
        }
        var filter = new DeadLetterFilter(wish.topic(), wish.projection(), wish.nodeId(), null, wish.from(), wish.to());
        return new Redriven(redrives.matching(filter, atMost));
    }

    /** Reads the value from its position, if it still exists. */
    private @Nullable ConsumerRecord<byte[], byte[]> record(StoredDeadLetter deadLetter) {
        try {
            RecordPosition place =
                    deadLetter.valueKept() ? DeadLetterId.place(deadLetter.id()).orElseThrow() : deadLetter.origin();
            return reader.read(List.of(place)).get(place);
        } catch (KafkaException e) {
            throw new FailureException(new Failure.Unavailable("journal"));
        }
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> {
            if (!DeadLetterHeaders.isOne(header.key())) {
                headers.put(header.key(), header.value() == null ? "" : text(header.value()));
            }
        });
        return headers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static DeadLetterResource resource(TrackedDeadLetter kept) {
        StoredDeadLetter deadLetter = kept.deadLetter();
        return new DeadLetterResource(
                deadLetter.id(),
                kept.state().word(),
                deadLetter.projection(),
                deadLetter.origin().topic(),
                deadLetter.origin().partition(),
                deadLetter.origin().offset(),
                deadLetter.nodeId(),
                deadLetter.reportId(),
                deadLetter.eventId(),
                deadLetter.receivedAt(),
                deadLetter.keptAt(),
                deadLetter.cause(),
                deadLetter.sizeBytes(),
                deadLetter.valueKept(),
                deadLetter.redriveOf(),
                kept.redrivenAt());
    }
}
