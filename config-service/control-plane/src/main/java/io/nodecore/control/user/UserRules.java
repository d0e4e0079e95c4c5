package io.nodecore.control.user;

import io.nodecore.admin.failure.Violations;
import io.nodecore.control.fact.User;
import io.nodecore.control.fact.User.Status;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rules of users. */
public final class UserRules {

    private static final int LONGEST_NAME = 200;

    private UserRules() {}

    /**
     * @param status active (also if null) or disabled
     * @throws io.nodecore.admin.failure.FailureException naming every violation
     */
    public static User user(long id, @Nullable String name, @Nullable String status) {
        var violations = new Violations();
        String checkedName = violations.text("name", name, LONGEST_NAME);
        Status checkedStatus = status == null
                ? Status.ACTIVE
                : Arrays.stream(Status.values())
                        .filter(value -> value.name().equalsIgnoreCase(status))
                        .findFirst()
                        .orElse(null);
        if (checkedStatus == null) {
            violations.add("status", "must be one of active, disabled, got '" + status + "'");
            checkedStatus = Status.ACTIVE;
        }
        violations.refuseIfAny();
        return new User(id, checkedName, checkedStatus);
    }
}
