package io.nodecore.control.history;

import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
public class HistoryConfiguration {}
