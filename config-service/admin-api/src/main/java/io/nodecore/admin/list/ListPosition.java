package io.nodecore.admin.list;

/**
 * An item of a list: a page begins after it.
 *
 * @param key the value of the sort column as text
 */
public record ListPosition(String key, long id) {}
