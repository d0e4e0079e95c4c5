package io.nodecore.simulator.ledger;

/** @param url a JDBC URL */
public record PostgresAddress(String url, String user, String password) {}
