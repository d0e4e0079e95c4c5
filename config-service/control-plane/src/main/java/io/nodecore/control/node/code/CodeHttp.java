package io.nodecore.control.node.code;

import io.nodecore.control.node.code.CodeIntake.IssuedCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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

    /** @param code shown only once */
    record CodeResource(String code, Instant expiresAt, int maxUses, int uses) {}

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
                issued.code(),
                issued.state().expiresAt(),
                issued.state().maxUses(),
                issued.state().nodeIds().size());
    }
}
