package io.nodecore.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The faults of a soak and their times. Pure: the same seed, duration, faults and targets give the same plan.
 *
 * @param faults ordered by time
 */
record FaultPlan(List<PlannedFault> faults) {

    private static final Duration FIRST_AFTER = Duration.ofSeconds(5);
    private static final Duration SHORTEST_GAP = Duration.ofSeconds(3);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(15);

    FaultPlan {
        faults = List.copyOf(faults);
    }

    /**
     * Draws a plan: first each kind of fault once in random order, as far as the time allows, then kinds by weight.
     *
     * @param services the replicas of all services
     */
    static FaultPlan of(long seed, Duration duration, Set<Fault.Group> groups, List<String> services) {
        Random random = new Random(seed);
        Set<Fault> kinds = EnumSet.noneOf(Fault.class);
        for (Fault fault : Fault.values()) {
            if (groups.contains(fault.group())) {
                kinds.add(fault);
            }
        }
        List<PlannedFault> faults = new ArrayList<>();
        if (!kinds.isEmpty()) {
            List<Fault> first = new ArrayList<>(kinds);
            Collections.shuffle(first, random);
            List<Fault> weighted = new ArrayList<>();
            kinds.forEach(kind -> weighted.addAll(Collections.nCopies(kind.weight(), kind)));
            Duration at = FIRST_AFTER;
            while (at.compareTo(duration) < 0) {
                Fault fault = faults.size() < first.size()
                        ? first.get(faults.size())
                        : weighted.get(random.nextInt(weighted.size()));
                faults.add(new PlannedFault(
                        at,
                        fault,
                        target(fault, services, random),
                        between(fault.shortest(), fault.longest(), random)));
                at = at.plus(between(SHORTEST_GAP, LONGEST_GAP, random));
            }
        }
        return new FaultPlan(faults);
    }

    private static String target(Fault fault, List<String> services, Random random) {
        return switch (fault.group()) {
            case KILL, PAUSE, REBALANCE -> services.get(random.nextInt(services.size()));
            case BROKER -> "kafka";
            case POSTGRES -> "postgres";
            case REDIS -> "redis";
            case POISON ->
                PoisonRecords.TOPICS
                        .get(random.nextInt(PoisonRecords.TOPICS.size()))
                        .name();
        };
    }

    private static Duration between(Duration shortest, Duration longest, Random random) {
        return shortest.plusMillis(
                (long) (random.nextDouble() * longest.minus(shortest).toMillis()));
    }
}
