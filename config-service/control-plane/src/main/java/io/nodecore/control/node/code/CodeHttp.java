package io.nodecore.control.node.code;

import io.nodecore.admin.Page;
import io.nodecore.control.fact.RegistrationCode;
import io.nodecore.control.node.code.CodeIntake.IssuedCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of registration codes. */
@RestController
final class CodeHttp {

    private static final long DEFAULT_MINUTES = 60;
    private static final long DEFAULT_USES = 1;

    /** @param expiresInMinutes 60 if absent */
    record CodeWish(
            @Nullable Long expiresInMinutes, @Nullable Long maxUses) {

        static final CodeWish DEFAULT = new CodeWish(null, null);
    }

    /**
     * A code that can still be redeemed.
     *
     * @param id for the route that revokes it
     */
    record UsableCode(long id, Instant expiresAt, int maxUses, int uses) {

        static UsableCode of(RegistrationCode code) {
            return new UsableCode(
                    code.id(), code.expiresAt(), code.maxUses(), code.nodeIds().size());
        }
    }

    record CodeList(List<UsableCode> codes, @Nullable String next) {}

    /** @param code shown only once */
    record CodeResource(long id, String code, Instant expiresAt, int maxUses, int uses) {}

    private final CodeIntake codes;

    CodeHttp(CodeIntake codes) {
        this.codes = codes;
    }

    @PostMapping("/admin/registration-codes")
    @ResponseStatus(HttpStatus.CREATED)
    CodeResource issue(@RequestBody(required = false) @Nullable CodeWish body) {
        CodeWish wish = body == null ? CodeWish.DEFAULT : body;
        IssuedCode issued = codes.issue(
                wish.expiresInMinutes() == null ? DEFAULT_MINUTES : wish.expiresInMinutes(),
                wish.maxUses() == null ? DEFAULT_USES : wish.maxUses());
        return new CodeResource(
                issued.state().id(),
                issued.code(),
                issued.state().expiresAt(),
                issued.state().maxUses(),
                issued.state().nodeIds().size());
    }

    /** In the order of their expiry. A code that has expired, or has no use left, is not listed. */
    @GetMapping("/admin/registration-codes")
    CodeList list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<RegistrationCode> page = codes.usable(cursor, Page.limit(limit));
        return new CodeList(page.items().stream().map(UsableCode::of).toList(), page.next());
    }

    /** Nodes that registered with the code stay. */
    @DeleteMapping("/admin/registration-codes/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long id) {
        codes.revoke(id);
    }
}
