package io.nodecore.usage.quotas;

import java.math.BigDecimal;

/**
 * What a subscription has used in a period.
 *
 * @param toldPercent the greatest share of its limit that was told of in this quota and period; 0 where none was
 */
record PeriodUse(long bytesUp, long bytesDown, BigDecimal billedBytes, int toldPercent) {}
