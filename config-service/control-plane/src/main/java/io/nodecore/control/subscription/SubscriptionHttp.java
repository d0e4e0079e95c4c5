package io.nodecore.control.subscription;

import io.nodecore.admin.MergePatch;
import io.nodecore.admin.Page;
import io.nodecore.admin.list.ListPages;
import io.nodecore.admin.list.StrictParameters;
import io.nodecore.admin.postgres.PublicView;
import io.nodecore.control.fact.Subscription;
import io.nodecore.control.quota.BillingView;
import io.nodecore.control.quota.BillingView.Span;
import io.nodecore.control.quota.BillingView.Use;
import io.nodecore.control.quota.TrafficView;
import io.nodecore.control.quota.TrafficView.Traffic;
import io.nodecore.schemas.QuotaPeriod;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The routes of subscriptions; answers contain their usage. */
@RestController
final class SubscriptionHttp {

    /**
     * A subscription as admins see it.
     *
     * @param bytesUp all bytes that usage-aggregator has counted, as reported
     * @param billedBytes the bytes that count against the limit in the period: multiplied by the multipliers of nodes, rounded down
     * @param periodStart of the current quota period, null if the traffic is never reset
     */
    record SubscriptionResource(
            long id,
            long userId,
            String status,
            @Nullable Long trafficLimitBytes,
            String resetPeriod,
            @Nullable Instant expiresAt,
            long bytesUp,
            long bytesDown,
            BigInteger billedBytes,
            @Nullable Instant periodStart,
            @Nullable Instant periodEnd) {

        static SubscriptionResource of(
                Subscription subscription, Traffic traffic, Use use, @Nullable QuotaPeriod period) {
            return new SubscriptionResource(
                    subscription.id(),
                    subscription.userId(),
                    subscription.status().word(),
                    subscription.trafficLimitBytes(),
                    subscription.resetPeriod().word(),
                    subscription.expiresAt(),
                    traffic.bytesUp(),
                    traffic.bytesDown(),
                    use.billedBytes(),
                    period == null ? null : period.startsAt(),
                    period == null ? null : period.endsAt());
        }

        /** A subscription that was just created. */
        static SubscriptionResource unused(Subscription subscription) {
            QuotaPeriod first = QuotaPeriod.of(
                    subscription.resetPeriod().word(), subscription.quota().since());
            return of(subscription, Traffic.NONE, Use.NONE, first);
        }
    }

    record SubscriptionList(
            List<SubscriptionResource> subscriptions,
            @Nullable String next) {}

    private final SubscriptionIntake intake;
    private final SubscriptionTable subscriptions;
    private final ListPages pages;
    private final PublicView nearLimits;
    private final TrafficView traffic;
    private final BillingView billing;
    private final MergePatch patches;
    private final InstantSource clock;

    SubscriptionHttp(
            SubscriptionIntake intake,
            SubscriptionTable subscriptions,
            ListPages pages,
            PublicView nearLimits,
            TrafficView traffic,
            BillingView billing,
            MergePatch patches,
            InstantSource clock) {
        this.intake = intake;
        this.subscriptions = subscriptions;
        this.pages = pages;
        this.nearLimits = nearLimits;
        this.traffic = traffic;
        this.billing = billing;
        this.patches = patches;
        this.clock = clock;
    }

    @PostMapping("/admin/subscriptions")
    @ResponseStatus(HttpStatus.CREATED)
    SubscriptionResource create(@RequestBody SubscriptionTerms terms) {
        return resources(List.of(intake.createSubscription(terms))).getFirst();
    }

    @StrictParameters
    @GetMapping("/admin/subscriptions")
    SubscriptionList list(
            @RequestParam(required = false) @Nullable Long userId,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String nearLimit,
            @RequestParam(required = false) @Nullable Instant expiresBefore,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        SubscriptionListQuery asked = SubscriptionListQuery.of(
                new SubscriptionListQuery.Asked(userId, status, nearLimit, expiresBefore, q, sort, cursor),
                clock.instant());
        int size = Page.limit(limit);
        if (asked.nearLimit() && !nearLimits.exists()) {
            return new SubscriptionList(List.of(), null);
        }
        Page<Subscription> page =
                pages.page(asked.query(), asked.cursors(), size, subscriptions::find, Subscription::id);
        return new SubscriptionList(resources(page.items()), page.next());
    }

    @GetMapping("/admin/subscriptions/{id}")
    SubscriptionResource get(@PathVariable long id) {
        return resources(List.of(intake.requireSubscription(id))).getFirst();
    }

    @PatchMapping("/admin/subscriptions/{id}")
    SubscriptionResource change(@PathVariable long id, @RequestBody JsonNode patch) {
        Subscription changed = intake.changeSubscription(
                id, before -> patches.apply(before, patch, SubscriptionTerms.class), patches.names(patch, "status"));
        return resources(List.of(changed)).getFirst();
    }

    @DeleteMapping("/admin/subscriptions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        intake.deleteSubscription(id);
    }

    private List<SubscriptionResource> resources(List<Subscription> found) {
        Map<Long, Traffic> used =
                traffic.of(found.stream().map(Subscription::id).toList());
        Map<Long, Span> periods = found.stream().collect(Collectors.toMap(Subscription::id, this::currentPeriod));
        Map<Span, Use> billed = billing.use(List.copyOf(periods.values()));
        return found.stream()
                .map(subscription -> {
                    Span span = Objects.requireNonNull(periods.get(subscription.id()));
                    return SubscriptionResource.of(
                            subscription,
                            used.getOrDefault(subscription.id(), Traffic.NONE),
                            billed.getOrDefault(span, Use.NONE),
                            span.period());
                })
                .toList();
    }

    private Span currentPeriod(Subscription subscription) {
        return new Span(
                subscription.id(), QuotaPeriod.of(subscription.resetPeriod().word(), clock.instant()));
    }
}
