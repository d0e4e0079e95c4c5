package io.nodecore.enrichment.providers;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches if a lookup provider is configured. Without one, no address is sent to a third party and no job runs. */
public final class OnProviderConfigured implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return Binder.get(context.getEnvironment())
                .bindOrCreate("nodecore.enrichment", ProviderSettings.class)
                .isConfigured();
    }
}
