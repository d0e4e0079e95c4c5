package io.nodecore.embedded;

/**
 * The address of a database and the credentials for it.
 *
 * @param url JDBC URL without credentials
 * @param user the role to connect as
 * @param password its password
 */
public record PostgresAddress(String url, String user, String password) {}
