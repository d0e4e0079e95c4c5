package io.nodecore.simulator.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The users of one node: they come and go and cause traffic, step by step. What happens depends on the seed, the links and the number
 * of steps alone; the clock only stamps it. Not safe for use by several threads.
 */
public final class UserTraffic {

    private static final double COUNTED_AT_END_SHARE = 0.05;
    private static final double UP_SHARE = 0.1;
    /** Spread of the log-normal rates: most users browse, a few download. */
    private static final double RATE_SPREAD = 1.2;

    /** UUIDs come last: they differ from run to run, users and node protocols need not. */
    private static final Comparator<Link> ORDER = Comparator.comparingLong(Link::userId)
            .thenComparingLong(Link::nodeProtocolId)
            .thenComparing(Link::uuid);

    private final RandomGenerator random;
    private final UserBehaviour behaviour;
    private final Duration step;

    private final Map<Link, SimulatedSession> sessions = new LinkedHashMap<>();
    private final Map<Link, Bytes> uncounted = new LinkedHashMap<>();
    private Set<Link> links = Set.of();

    /** @param step the time between two calls of {@link #advance} */
    public UserTraffic(RandomGenerator random, UserBehaviour behaviour, Duration step) {
        this.random = random;
        this.behaviour = behaviour;
        this.step = step;
    }

    /** The links that the node serves from now on. Sessions over other links end with the next step. */
    public void serve(Collection<Link> served) {
        links = served.stream().sorted(ORDER).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Lets one step of time pass, which ends at {@code now}. */
    public Step advance(Instant now) {
        Map<Link, Bytes> counted = new LinkedHashMap<>();
        List<SimulatedSession> ended =
                endWhere(counted, session -> !links.contains(session.link()) || happensWithin(behaviour.meanOnline()));
        for (SimulatedSession session : sessions.values()) {
            Bytes bytes = bytesOf(session);
            (session.countedAtEnd() ? uncounted : counted).merge(session.link(), bytes, Bytes::plus);
        }
        List<SimulatedSession> began = new ArrayList<>();
        for (Link link : links) {
            if (!sessions.containsKey(link) && happensWithin(behaviour.meanOffline())) {
                SimulatedSession session = begin(link, now);
                sessions.put(link, session);
                began.add(session);
            }
        }
        return new Step(began, ended, counted);
    }

    /** Ends all sessions. */
    public Step end() {
        Map<Link, Bytes> counted = new LinkedHashMap<>();
        List<SimulatedSession> ended = endWhere(counted, _ -> true);
        return new Step(List.of(), ended, counted);
    }

    /** Who is connected now. */
    public List<SimulatedSession> sessions() {
        return List.copyOf(sessions.values());
    }

    private List<SimulatedSession> endWhere(Map<Link, Bytes> counted, Predicate<SimulatedSession> ends) {
        List<SimulatedSession> ended = sessions.values().stream().filter(ends).toList();
        for (SimulatedSession session : ended) {
            sessions.remove(session.link());
            Bytes late = uncounted.remove(session.link());
            if (late != null) {
                counted.merge(session.link(), late, Bytes::plus);
            }
        }
        return ended;
    }

    private SimulatedSession begin(Link link, Instant now) {
        double perSecond = behaviour.meanBytesPerSecond() * Math.exp(random.nextGaussian() * RATE_SPREAD);
        long perStep = Math.max(1, Math.round(perSecond * step.toMillis() / 1000));
        return new SimulatedSession(link, address(), now, perStep, random.nextDouble() < COUNTED_AT_END_SHARE);
    }

    private Bytes bytesOf(SimulatedSession session) {
        long down = Math.round(session.downPerStep() * random.nextDouble(0.5, 1.5));
        return new Bytes(Math.round(down * UP_SHARE * random.nextDouble()), down);
    }

    /** Addresses reserved for documentation, so that no real address is sent to a provider of address information. */
    private String address() {
        return random.nextInt(4) == 0
                ? "2001:db8::%x:%x".formatted(random.nextInt(1, 0x10000), random.nextInt(1, 0x10000))
                : (random.nextBoolean() ? "203.0.113." : "198.51.100.") + random.nextInt(1, 255);
    }

    /** Whether something that happens once per {@code mean} happens in this step. */
    private boolean happensWithin(Duration mean) {
        return random.nextDouble() < 1 - Math.exp(-(double) step.toNanos() / mean.toNanos());
    }
}
