package io.nodecore.usage.quotas;

import io.nodecore.usage.traffic.Traffic;
import java.math.BigDecimal;

/**
 * What a subscription has used in a period.
 *
 * @param notifiedPercent the greatest share of its limit for which an event was published in this quota and period; 0 if there is none
 */
record PeriodUse(Traffic traffic, BigDecimal billedBytes, int notifiedPercent) {}
