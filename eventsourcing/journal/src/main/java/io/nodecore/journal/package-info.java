/**
 * Topics as an append-only journal: provisioning that refuses to lose facts, the headers of a fact, dead letters, tables of compacted
 * topics; and the life of the threads that work on them ({@link io.nodecore.journal.WorkLoop}).
 *
 * <p>settings → provisioner → (append | compacted table | dead letters)
 */
@NullMarked
package io.nodecore.journal;

import org.jspecify.annotations.NullMarked;
