package io.nodecore.nodeconfig.template;

import io.nodecore.nodeconfig.ServiceTemplates;
import io.nodecore.nodeconfig.inbound.Inbound;
import io.nodecore.nodeconfig.xray.reading.Findings.Warning;
import java.util.List;

/**
 * Templates that passed {@link TemplateRules}.
 *
 * @param inbounds those that become node protocols
 * @param renames inbounds that get another tag
 */
public record CheckedTemplates(
        ServiceTemplates templates, List<Inbound> inbounds, Renames renames, List<Warning> warnings) {

    public CheckedTemplates with(Renames other) {
        return new CheckedTemplates(templates, inbounds, other, warnings);
    }
}
