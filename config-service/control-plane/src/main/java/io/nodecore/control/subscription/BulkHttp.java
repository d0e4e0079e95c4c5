package io.nodecore.control.subscription;

import io.nodecore.admin.Cursor;
import io.nodecore.admin.MergePatch;
import io.nodecore.admin.failure.Violations;
import io.nodecore.control.connection.LinkResource;
import io.nodecore.control.fact.User;
import io.nodecore.control.link.LinkRules.Linked;
import io.nodecore.control.subscription.BulkIntake.Changed;
import io.nodecore.control.subscription.BulkIntake.Opened;
import io.nodecore.control.subscription.SubscriptionHttp.SubscriptionResource;
import io.nodecore.control.subscription.UserHttp.UserResource;
import io.nodecore.control.subscription.UserHttp.UserTerms;
import io.nodecore.control.user.UserRules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Many users, subscriptions and links in one request, which is applied completely or not at all. */
@RestController
@Tag(
        name = "bulk",
        description =
                "Up to 10 000 users or subscriptions in one request. A request is decided as a whole, or refused as a whole"
                        + " with what is wrong at each element. Every node that it touches gets one new revision at most.")
final class BulkHttp {

    /** @param users 1 to 10 000 */
    record NewUsers(@Nullable List<@Nullable UserTerms> users) {}

    record CreatedUsers(List<UserResource> users) {}

    /**
     * @param ids 1 to 10 000
     * @param change as for one user
     */
    record UserChange(
            @Nullable List<@Nullable Long> ids, @Nullable JsonNode change) {}

    /**
     * @param subscriptions 1 to 10 000
     * @param nodeProtocolIds each of the new subscriptions gets a link on each of them; 100 000 links at most
     */
    record NewSubscriptions(
            @Nullable List<@Nullable SubscriptionTerms> subscriptions,
            @Nullable List<@Nullable Long> nodeProtocolIds) {}

    record CreatedSubscriptions(List<SubscriptionResource> subscriptions, List<LinkResource> links) {}

    /**
     * Either ids or where selects the subscriptions.
     *
     * @param ids 1 to 10 000
     * @param where selects those that match; {} selects all
     * @param cursor where the previous request with the same {@code where} ended
     * @param change as for one subscription
     */
    record SubscriptionChange(
            @Nullable List<@Nullable Long> ids,
            @Nullable SubscriptionFilter where,
            @Nullable String cursor,
            @Nullable JsonNode change) {}

    /**
     * @param matched number of selected subscriptions
     * @param changed number of those that are different now
     * @param next the cursor for the next request if more match than one request takes, or null
     */
    record BulkChange(int matched, int changed, @Nullable String next) {

        static BulkChange of(Changed changed) {
            return new BulkChange(
                    changed.matched(),
                    changed.changed(),
                    changed.lastId() == null ? null : CURSOR.of(changed.lastId()));
        }
    }

    /**
     * @param subscriptionIds 1 to 10 000
     * @param nodeProtocolIds each of the subscriptions gets a link on each of them; 100 000 links at most
     */
    record NewLinks(
            @Nullable List<@Nullable Long> subscriptionIds,
            @Nullable List<@Nullable Long> nodeProtocolIds) {}

    /** @param created how many of the links are new; a subscription has one link on a node protocol */
    record CreatedLinks(int created, List<LinkResource> links) {

        static CreatedLinks of(List<Linked> linked) {
            return new CreatedLinks((int) linked.stream().filter(Linked::isNew).count(), resources(linked));
        }

        static List<LinkResource> resources(List<Linked> linked) {
            return linked.stream().map(one -> LinkResource.of(one.link())).toList();
        }
    }

    private static final Cursor CURSOR = new Cursor("matching-subscriptions");

    private final BulkIntake intake;
    private final MergePatch patches;

    BulkHttp(BulkIntake intake, MergePatch patches) {
        this.intake = intake;
        this.patches = patches;
    }

    @PostMapping("/admin/users/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create up to 10 000 users")
    CreatedUsers createUsers(@RequestBody NewUsers body) {
        var violations = new Violations();
        List<UserTerms> wanted = BulkRules.items(violations, "users", body.users());
        violations.refuseIfAny();
        List<? extends Function<Long, User>> wishes = wanted.stream()
                .<Function<Long, User>>map(terms -> id -> UserRules.user(id, terms.name(), terms.status()))
                .toList();
        return new CreatedUsers(
                intake.createUsers(wishes).stream().map(UserResource::of).toList());
    }

    @PatchMapping("/admin/users/bulk")
    @Operation(summary = "Change up to 10 000 users in the same way")
    BulkChange changeUsers(@RequestBody UserChange body) {
        var violations = new Violations();
        List<Long> ids = BulkRules.items(violations, "ids", body.ids());
        JsonNode change = change(violations, body.change());
        violations.refuseIfAny();
        return BulkChange.of(intake.changeUsers(ids, before -> {
            UserTerms terms =
                    patches.apply(new UserTerms(before.name(), before.status().word()), change, UserTerms.class);
            return UserRules.user(before.id(), terms.name(), terms.status());
        }));
    }

    @PostMapping("/admin/subscriptions/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create up to 10 000 subscriptions, each with a link on each of the node protocols")
    CreatedSubscriptions createSubscriptions(@RequestBody NewSubscriptions body) {
        var violations = new Violations();
        List<SubscriptionTerms> wanted = BulkRules.items(violations, "subscriptions", body.subscriptions());
        List<Long> protocols = body.nodeProtocolIds() == null
                ? List.of()
                : BulkRules.items(violations, "nodeProtocolIds", body.nodeProtocolIds());
        BulkRules.linkCount(violations, wanted.size(), protocols.size());
        violations.refuseIfAny();
        Opened opened = intake.createSubscriptions(wanted, protocols);
        return new CreatedSubscriptions(
                opened.subscriptions().stream()
                        .map(SubscriptionResource::unused)
                        .toList(),
                CreatedLinks.resources(opened.links()));
    }

    @PatchMapping("/admin/subscriptions/bulk")
    @Operation(summary = "Change up to 10 000 subscriptions in the same way: those with these ids, or those that match")
    BulkChange changeSubscriptions(@RequestBody SubscriptionChange body) {
        var violations = new Violations();
        JsonNode change = change(violations, body.change());
        if ((body.ids() == null) == (body.where() == null)) {
            violations.add("ids", "is required, or where; not both");
        }
        if (body.where() != null && !body.where().hasKnownStatus()) {
            violations.add("where.status", "is no status, got '" + body.where().status() + "'");
        }
        List<Long> ids = body.ids() == null ? List.of() : BulkRules.items(violations, "ids", body.ids());
        violations.refuseIfAny();
        boolean statusGiven = patches.names(change, "status");
        UnaryOperator<SubscriptionTerms> terms = before -> patches.apply(before, change, SubscriptionTerms.class);
        return BulkChange.of(
                body.where() == null
                        ? intake.changeSubscriptions(ids, terms, statusGiven)
                        : intake.changeSubscriptions(body.where(), CURSOR.afterId(body.cursor()), terms, statusGiven));
    }

    /** 201 if any of the links is new, 200 if all of them existed. */
    @PostMapping("/admin/links/bulk")
    @Operation(summary = "Give each of up to 10 000 subscriptions a link on each of the node protocols")
    ResponseEntity<CreatedLinks> createLinks(@RequestBody NewLinks body) {
        var violations = new Violations();
        List<Long> subscriptions = BulkRules.items(violations, "subscriptionIds", body.subscriptionIds());
        List<Long> protocols = BulkRules.items(violations, "nodeProtocolIds", body.nodeProtocolIds());
        BulkRules.linkCount(violations, subscriptions.size(), protocols.size());
        violations.refuseIfAny();
        CreatedLinks made = CreatedLinks.of(intake.createLinks(subscriptions, protocols));
        return ResponseEntity.status(made.created() > 0 ? HttpStatus.CREATED : HttpStatus.OK)
                .body(made);
    }

    private static JsonNode change(Violations violations, @Nullable JsonNode change) {
        if (change == null || !change.isObject()) {
            violations.add("change", "is required, an object with the members to change");
            return JsonNodeFactory.instance.objectNode();
        }
        return change;
    }
}
