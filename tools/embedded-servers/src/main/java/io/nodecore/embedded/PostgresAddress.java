package io.nodecore.embedded;

/**
 * Where a database is.
 *
 * @param url JDBC URL without credentials
 * @param user the role to connect as
 * @param password its password
 */
public record PostgresAddress(String url, String user, String password) {}
