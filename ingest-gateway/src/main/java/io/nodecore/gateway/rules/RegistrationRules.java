package io.nodecore.gateway.rules;

import io.nodecore.proto.control.RegisterNodeRequest;

/** What a machine has to say of itself to join the fleet. */
public final class RegistrationRules implements ReportRules<RegisterNodeRequest> {

    private static final int HIGHEST_PORT = 65_535;

    @Override
    public void check(RegisterNodeRequest request, Violations violations) {
        Place registration = Place.request(violations);
        registration.text("code", request.getCode(), TextLimits.REGISTRATION_CODE);
        registration.text("name", request.getName(), TextLimits.NAME);
        registration.address("ip", request.getIp());
        if (request.getPort() < 1 || request.getPort() > HIGHEST_PORT) {
            registration.refuse("port", "must be from 1 to " + HIGHEST_PORT + ", got " + request.getPort());
        }
        registration.text("region", request.getRegion(), TextLimits.REGION);
        if (request.hasDomain()) {
            registration.optionalText("domain", request.getDomain(), TextLimits.DOMAIN);
        }
    }
}
