package io.nodecore.control.fact;

/** A decision about one registration code. Its latest state is in {@code control.codes}. */
public sealed interface CodeFact extends ControlFact {

    /** The complete state of the code after the decision. */
    RegistrationCode code();

    record Issued(RegistrationCode code) implements CodeFact {}

    /** Ended by an admin: the code expires at the time of the decision. */
    record Revoked(RegistrationCode code) implements CodeFact {}

    record Redeemed(RegistrationCode code, long nodeId) implements CodeFact {}
}
