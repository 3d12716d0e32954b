/** How the router's doors are locked: TLS in both directions, users of the endpoint, and its Unix socket. */
@NullMarked
package dev.redisrouter.test.doors;

import org.jspecify.annotations.NullMarked;
