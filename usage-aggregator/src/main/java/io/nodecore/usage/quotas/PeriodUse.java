package io.nodecore.usage.quotas;

import java.math.BigDecimal;

/** What a subscription has used in a period. */
record PeriodUse(long bytesUp, long bytesDown, BigDecimal billedBytes) {}
