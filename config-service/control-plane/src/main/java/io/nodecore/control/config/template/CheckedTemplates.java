package io.nodecore.control.config.template;

import io.nodecore.control.config.generator.Inbound;
import io.nodecore.control.config.xray.reading.Findings.Warning;
import io.nodecore.control.fact.ServiceTemplates;
import java.util.List;

/**
 * Templates that passed {@link TemplateRules}.
 *
 * @param inbounds those that become node protocols
 * @param renames inbounds that get another tag
 */
public record CheckedTemplates(
        ServiceTemplates templates, List<Inbound> inbounds, Renames renames, List<Warning> warnings) {

    CheckedTemplates with(Renames other) {
        return new CheckedTemplates(templates, inbounds, other, warnings);
    }
}
