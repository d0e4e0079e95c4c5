package io.nodecore.admin.access;

import io.nodecore.admin.Sha256;
import java.util.Optional;

/** The tokens besides {@code ADMIN_TOKEN} that are not revoked, as the control plane decided them. */
public interface NamedTokens {

    Optional<KnownToken> known(Sha256 hash);

    Optional<KnownToken> known(long id);
}
