package io.nodecore.gateway.http;

import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import io.nodecore.gateway.limit.InFlightBudget;
import io.nodecore.gateway.limit.LimitSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the body of a request as bytes, and limits its media type, size and time. */
final class RequestBody {

    /** Up to this many bytes of a refused body are read and discarded: a sender that is still sending would not read the answer. */
    private static final long DRAINED_BYTES = 16L * 1024 * 1024;

    private static final Duration DRAINED_FOR = Duration.ofSeconds(5);

    private final LimitSettings limits;

    RequestBody(LimitSettings limits) {
        this.limits = limits;
    }

    /**
     * The whole body; an error is a {@link Refused}.
     *
     * @param most the maximum size of the body
     */
    Mono<byte[]> read(ServerRequest request, InFlightBudget.Lease lease, int most) {
        return Mono.defer(() -> {
            refuseOtherMedia(request.headers().asHttpHeaders());
            if (request.headers().contentLength().orElse(0) > most) {
                throw tooLarge(most);
            }
            Collected collected = new Collected(lease, most);
            return buffers(request)
                    .doOnNext(collected::add)
                    .takeUntil(_ -> collected.seenBytes > DRAINED_BYTES)
                    .then(Mono.fromCallable(collected::bytes))
                    .timeout(limits.bodyTimeout(), Mono.error(this::tooLate))
                    .onErrorMap(failure -> !(failure instanceof Refused), RequestBody::brokenOff);
        });
    }

    /** Reads and discards the rest of a refused body. */
    static Mono<Void> drain(ServerRequest request) {
        long[] drained = new long[1];
        return buffers(request)
                .doOnNext(buffer -> {
                    drained[0] += buffer.readableByteCount();
                    DataBufferUtils.release(buffer);
                })
                .takeUntil(_ -> drained[0] > DRAINED_BYTES)
                .then()
                .timeout(DRAINED_FOR, Mono.empty())
                // The body was read before, or the sender has disconnected.
                .onErrorComplete();
    }

    private static Flux<DataBuffer> buffers(ServerRequest request) {
        return request.body(BodyExtractors.toDataBuffers());
    }

    private static void refuseOtherMedia(HttpHeaders headers) {
        List<String> encodings = headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING);
        if (!encodings.stream().allMatch(encoding -> encoding.isBlank() || encoding.equalsIgnoreCase("identity"))) {
            throw new Refused(new Failure.UnsupportedMediaType("a body must not be encoded, got " + encodings));
        }
        try {
            MediaType type = headers.getContentType();
            if (type == null
                    || (type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                            && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8)))) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            // Not a media type that the gateway accepts.
        }
        throw new Refused(new Failure.UnsupportedMediaType("a body must be application/json in UTF-8"));
    }

    private static Refused tooLarge(int most) {
        return new Refused(new Failure.ReportTooLarge("a body has at most " + most + " bytes"));
    }

    /** The agent disconnected, or its connection failed: the answer is not read, but the report is counted. */
    private static Refused brokenOff(Throwable cause) {
        return new Refused(new Failure.MalformedReport("the body broke off"));
    }

    private Refused tooLate() {
        return new Refused(new Failure.MalformedReport(
                "the body did not arrive within " + limits.bodyTimeout().toSeconds() + " s"));
    }

    /** The bytes so far. A refused body is read to its end but not kept: a sender that is still sending would not read the answer. */
    private static final class Collected {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final InFlightBudget.Lease lease;
        private final int most;
        private @Nullable Refused refusal;
        private long seenBytes;

        Collected(InFlightBudget.Lease lease, int most) {
            this.lease = lease;
            this.most = most;
        }

        void add(DataBuffer buffer) {
            try {
                int more = buffer.readableByteCount();
                seenBytes += more;
                if (refusal == null) {
                    keep(buffer, more);
                }
            } catch (Refused refused) {
                refusal = refused;
            } finally {
                DataBufferUtils.release(buffer);
            }
        }

        private void keep(DataBuffer buffer, int more) {
            if (seenBytes > most) {
                throw tooLarge(most);
            }
            lease.grow(more);
            byte[] chunk = new byte[more];
            buffer.read(chunk);
            bytes.writeBytes(chunk);
        }

        byte[] bytes() {
            if (refusal != null) {
                throw refusal;
            }
            return bytes.toByteArray();
        }
    }
}
