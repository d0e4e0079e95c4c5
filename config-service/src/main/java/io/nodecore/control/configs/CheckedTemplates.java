package io.nodecore.control.configs;

import io.nodecore.control.facts.ServiceTemplates;
import java.util.List;

/** Templates that passed {@link TemplateRules}. */
record CheckedTemplates(ServiceTemplates templates, List<Inbound> inbounds) {}
