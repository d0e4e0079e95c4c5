package io.nodecore.usage.quotas;

import io.nodecore.usage.traffic.Traffic;
import java.math.BigDecimal;

/**
 * The use of a subscription in a period.
 *
 * @param notifiedPercent the greatest share of its limit with an event in this quota and period; 0 if there is none
 */
record PeriodUse(Traffic traffic, BigDecimal billedBytes, int notifiedPercent) {}
