package io.nodecore.control.presence;

import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class PresenceConfiguration {}
