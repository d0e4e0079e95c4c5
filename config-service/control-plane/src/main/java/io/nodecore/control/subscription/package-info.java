/**
 * Access to node protocols: users, their subscriptions, and the links of a subscription on node protocols.
 *
 * <p>HTTP or tick → intake → rules → facts → tables → revisions of the touched nodes
 */
@NullMarked
package io.nodecore.control.subscription;

import org.jspecify.annotations.NullMarked;
