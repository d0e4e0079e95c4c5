package io.nodecore.control.node;

import io.nodecore.control.node.NodeIntake.IssuedCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Registration codes. */
@RestController
final class CodeHttp {

    private static final long DEFAULT_MINUTES = 60;
    private static final long DEFAULT_USES = 1;

    /** @param expiresInMinutes 60 when absent */
    record CodeWish(
            @Nullable Long expiresInMinutes, @Nullable Long maxUses) {

        static final CodeWish DEFAULT = new CodeWish(null, null);
    }

    /** @param code shown this once */
    record CodeResource(String code, Instant expiresAt, int maxUses, int uses) {}

    private final NodeIntake nodes;

    CodeHttp(NodeIntake nodes) {
        this.nodes = nodes;
    }

    @PostMapping("/admin/registration-codes")
    @ResponseStatus(HttpStatus.CREATED)
    CodeResource issue(@RequestBody(required = false) @Nullable CodeWish body) {
        CodeWish wish = body == null ? CodeWish.DEFAULT : body;
        IssuedCode issued = nodes.issueCode(
                wish.expiresInMinutes() == null ? DEFAULT_MINUTES : wish.expiresInMinutes(),
                wish.maxUses() == null ? DEFAULT_USES : wish.maxUses());
        return new CodeResource(
                issued.code(),
                issued.state().expiresAt(),
                issued.state().maxUses(),
                issued.state().nodeIds().size());
    }
}
