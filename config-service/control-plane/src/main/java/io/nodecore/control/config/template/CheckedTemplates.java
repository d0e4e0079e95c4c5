package io.nodecore.control.config.template;

import io.nodecore.control.config.generator.Inbound;
import io.nodecore.control.config.xray.reading.Findings.Warning;
import io.nodecore.control.fact.ServiceTemplates;
import java.util.List;

/**
 * Templates that passed {@link TemplateRules}.
 *
 * @param inbounds those that become node protocols
 */
public record CheckedTemplates(ServiceTemplates templates, List<Inbound> inbounds, List<Warning> warnings) {}
