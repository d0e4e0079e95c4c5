package io.nodecore.gateway.rules;

import io.nodecore.proto.control.RegisterNodeRequest;

/** The profile that a machine must send in order to join the fleet. */
public final class RegistrationRules implements ReportRules<RegisterNodeRequest> {

    private static final int HIGHEST_PORT = 65_535;

    @Override
    public RegisterNodeRequest canonical(RegisterNodeRequest request, Violations violations) {
        RegisterNodeRequest.Builder canonical = request.toBuilder();
        Place registration = Place.request(violations);
        registration.text("code", request.getCode(), TextLimits.REGISTRATION_CODE);
        registration.text("name", request.getName(), TextLimits.NAME);
        canonical.setIp(registration.address("ip", request.getIp()));
        if (request.getPort() < 1 || request.getPort() > HIGHEST_PORT) {
            registration.refuse("port", "must be from 1 to " + HIGHEST_PORT + ", got " + request.getPort());
        }
        registration.text("region", request.getRegion(), TextLimits.REGION);
        if (request.getDomain().isEmpty()) {
            canonical.clearDomain();
        } else {
            registration.optionalText("domain", request.getDomain(), TextLimits.DOMAIN);
        }
        return canonical.build();
    }
}
