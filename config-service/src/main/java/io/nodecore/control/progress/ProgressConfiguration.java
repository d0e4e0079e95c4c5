package io.nodecore.control.progress;

import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class ProgressConfiguration {}
