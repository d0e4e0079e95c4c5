package io.nodecore.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.nodecore.gateway.failure.Failure;
import io.nodecore.gateway.failure.Refused;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameScanTest {

    private static final int INPUTS = 2_000;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Test
    void a_message_is_seen_however_it_is_cut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < INPUTS; i++) {
            body.reset();
            byte[] message = new byte[random.nextInt(300)];
            random.nextBytes(message);
            ByteBuf wire = frame(0, message.length, message);
            FrameScan scan = scan(false);
            while (wire.isReadable()) {
                scan.read(wire.readSlice(Math.min(wire.readableBytes(), 1 + random.nextInt(40))), false);
            }
            scan.read(Unpooled.EMPTY_BUFFER, true);

            assertThat(scan.hasMessage()).as("seed %d, input %d", seed, i).isTrue();
            assertThat(body.toByteArray()).as("seed %d, input %d", seed, i).isEqualTo(message);
        }
    }

    @Test
    void a_call_that_ends_within_a_message_is_malformed() {
        assertFailure(Failure.MalformedReport.class, scan(false), frame(0, 5, new byte[4]), true);
        assertFailure(Failure.MalformedReport.class, scan(false), Unpooled.wrappedBuffer(new byte[] {0, 0}), true);
    }

    @Test
    void a_frame_begins_with_0_or_1_and_names_its_compression() {
        assertFailure(Failure.MalformedReport.class, scan(true), frame(2, 0, new byte[0]), true);
        assertFailure(Failure.MalformedReport.class, scan(false), frame(1, 0, new byte[0]), true);
        scan(true).read(frame(1, 0, new byte[0]), true);
    }

    @Test
    void a_message_that_is_announced_too_large_is_refused_before_it_arrives() {
        assertFailure(Failure.ReportTooLarge.class, scan(false), frame(0, 1_001, new byte[0]), false);
        assertFailure(Failure.ReportTooLarge.class, scan(false), frame(0, -1, new byte[0]), false);
    }

    @Test
    void a_second_message_is_malformed() {
        assertFailure(
                Failure.MalformedReport.class,
                scan(false),
                Unpooled.wrappedBuffer(frame(0, 0, new byte[0]), frame(0, 0, new byte[0])),
                false);
    }

    @Test
    void endless_empty_frames_are_malformed() {
        FrameScan scan = scan(false);
        for (int i = 0; i < 100; i++) {
            scan.read(Unpooled.EMPTY_BUFFER, false);
        }
        assertFailure(Failure.MalformedReport.class, scan, Unpooled.EMPTY_BUFFER, false);
    }

    private FrameScan scan(boolean hasEncoding) {
        return new FrameScan(hasEncoding, 1_000, 1, (data, index, length) -> {
            byte[] part = new byte[length];
            data.getBytes(index, part);
            body.writeBytes(part);
        });
    }

    private static ByteBuf frame(int flags, int announced, byte[] sent) {
        return Unpooled.buffer().writeByte(flags).writeInt(announced).writeBytes(sent);
    }

    private static void assertFailure(
            Class<? extends Failure> failure, FrameScan scan, ByteBuf data, boolean endOfStream) {
        assertThatThrownBy(() -> scan.read(data, endOfStream))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.failure()).isInstanceOf(failure));
    }
}
