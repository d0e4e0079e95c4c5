package io.nodecore.control.fact;

/** A decision about one token of the admin API. Its latest state is in {@code control.tokens}. */
public sealed interface TokenFact extends ControlFact {

    AccessToken token();

    record Issued(AccessToken token) implements TokenFact {}

    /** The token is refused from now on. */
    record Revoked(AccessToken token) implements TokenFact {}
}
