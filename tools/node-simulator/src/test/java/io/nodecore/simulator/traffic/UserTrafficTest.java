package io.nodecore.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UserTrafficTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final UserBehaviour HABITS =
            new UserBehaviour(Duration.ofSeconds(60), Duration.ofSeconds(30), 100_000);
    private static final List<Link> LINKS = LongStream.rangeClosed(1, 20)
            .mapToObj(user -> new Link("uuid-" + user, user, user, 1 + user % 3, "vless"))
            .toList();

    @Test
    void the_same_seed_makes_the_same_traffic() {
        assertThat(steps(7, LINKS, 100)).isEqualTo(steps(7, LINKS, 100));
    }

    @Test
    void the_order_in_which_the_links_are_given_does_not_matter() {
        assertThat(steps(7, LINKS.reversed(), 100)).isEqualTo(steps(7, LINKS, 100));
    }

    @Test
    void another_seed_makes_other_traffic() {
        assertThat(steps(8, LINKS, 100)).isNotEqualTo(steps(7, LINKS, 100));
    }

    @Test
    void each_session_that_is_not_online_any_more_ended_once() {
        UserTraffic traffic = traffic(7);
        traffic.serve(LINKS);
        Set<SimulatedSession> expected = new HashSet<>();

        for (int i = 1; i <= 200; i++) {
            Step step = traffic.advance(START.plus(STEP.multipliedBy(i)));
            assertThat(expected).containsAll(step.ended());
            step.ended().forEach(expected::remove);
            expected.addAll(step.began());
            assertThat(traffic.sessions()).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(traffic.end().ended()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(traffic.sessions()).isEmpty();
    }

    @Test
    void a_spliced_session_is_counted_in_one_amount_at_its_end() {
        UserTraffic traffic = traffic(7);
        traffic.serve(LINKS);
        int seen = 0;
        for (int i = 1; i <= 500; i++) {
            List<SimulatedSession> before = traffic.sessions();
            Step step = traffic.advance(START.plus(STEP.multipliedBy(i)));
            for (SimulatedSession session : before) {
                if (session.countedAtEnd()) {
                    // A session counts nothing in its first step, so one that ends in its second has nothing to count.
                    assertThat(!step.counted().containsKey(session.link())
                                    || step.ended().contains(session))
                            .isTrue();
                    seen++;
                }
            }
        }
        assertThat(seen).as("spliced sessions in 500 steps of seed 7").isPositive();
    }

    @Test
    void sessions_end_with_their_links() {
        UserTraffic traffic = traffic(7);
        traffic.serve(LINKS);
        traffic.advance(START);
        traffic.advance(START.plus(STEP));
        List<SimulatedSession> before = traffic.sessions();
        assertThat(before).isNotEmpty();

        traffic.serve(List.of());

        assertThat(traffic.advance(START.plus(STEP.multipliedBy(2))).ended())
                .containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void addresses_are_in_documentation_ranges() {
        assertThat(steps(7, LINKS, 100).stream()
                        .flatMap(step -> step.began().stream())
                        .map(SimulatedSession::ip))
                .isNotEmpty()
                .allMatch(ip ->
                        ip.startsWith("203.0.113.") || ip.startsWith("198.51.100.") || ip.startsWith("2001:db8::"));
    }

    private static List<Step> steps(long seed, List<Link> links, int count) {
        UserTraffic traffic = traffic(seed);
        traffic.serve(links);
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            steps.add(traffic.advance(START.plus(STEP.multipliedBy(i))));
        }
        steps.add(traffic.end());
        return steps;
    }

    private static UserTraffic traffic(long seed) {
        return new UserTraffic(new SplittableRandom(seed), HABITS, STEP);
    }
}
