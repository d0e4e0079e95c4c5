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
            Duration.ofSeconds(1));

    private TestLimits() {}
}
