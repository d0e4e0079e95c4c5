package io.nodecore.gateway.kit;

import io.nodecore.gateway.limit.LimitSettings;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** The limits as they are by default. */
public final class TestLimits {

    public static final LimitSettings DEFAULT = new LimitSettings(
            DataSize.ofMegabytes(4),
            100_000,
            DataSize.ofMegabytes(64),
            2_000,
            4_000,
            1_000,
            100,
            Duration.ofSeconds(1),
            DataSize.ofKilobytes(64),
            DataSize.ofMegabytes(16),
            16,
            DataSize.ofMegabytes(16),
            4_000,
            8,
            8,
            DataSize.ofMegabytes(64),
            Duration.ofSeconds(60));

    private TestLimits() {}
}
