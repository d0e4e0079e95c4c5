package io.nodecore.control.subscription;

import io.nodecore.admin.MergePatch;
import io.nodecore.admin.Page;
import io.nodecore.admin.list.StrictParameters;
import io.nodecore.control.fact.User;
import io.nodecore.control.user.UserRules;
import java.util.List;
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

/** The routes of users. */
@RestController
final class UserHttp {

    /** @param status active (also if absent) or disabled */
    record UserTerms(@Nullable String name, @Nullable String status) {}

    record UserResource(long id, String name, String status) {

        static UserResource of(User user) {
            return new UserResource(user.id(), user.name(), user.status().word());
        }
    }

    record UserList(List<UserResource> users, @Nullable String next) {}

    private final SubscriptionIntake intake;
    private final UserLists lists;
    private final MergePatch patches;

    UserHttp(SubscriptionIntake intake, UserLists lists, MergePatch patches) {
        this.intake = intake;
        this.lists = lists;
        this.patches = patches;
    }

    @PostMapping("/admin/users")
    @ResponseStatus(HttpStatus.CREATED)
    UserResource create(@RequestBody UserTerms terms) {
        return UserResource.of(intake.createUser(terms.name(), terms.status()));
    }

    @StrictParameters
    @GetMapping("/admin/users")
    UserList list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String online,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<User> page = lists.page(UserListQuery.of(status, online, q, sort, cursor), Page.limit(limit));
        return new UserList(page.items().stream().map(UserResource::of).toList(), page.next());
    }

    @GetMapping("/admin/users/{id}")
    UserResource get(@PathVariable long id) {
        return UserResource.of(intake.requireUser(id));
    }

    @PatchMapping("/admin/users/{id}")
    UserResource change(@PathVariable long id, @RequestBody JsonNode patch) {
        return UserResource.of(intake.changeUser(id, before -> {
            UserTerms terms =
                    patches.apply(new UserTerms(before.name(), before.status().word()), patch, UserTerms.class);
            return UserRules.user(id, terms.name(), terms.status());
        }));
    }

    @DeleteMapping("/admin/users/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        intake.deleteUser(id);
    }
}
