package io.nodecore.control.rebuild;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the control plane is rebuilt from its topics.
 *
 * @param whenEmpty at the start, if the database is empty: a lost database is restored, and no id is assigned twice
 */
@ConfigurationProperties("nodecore.rebuild")
public record RebuildSettings(@DefaultValue("true") boolean whenEmpty) {}
