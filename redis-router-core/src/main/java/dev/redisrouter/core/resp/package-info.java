/**
 * Step 2 of a command: finds where requests and replies begin and end, and writes the few replies that the router makes
 * itself. Takes bytes from the endpoint and from the upstream connections, gives positions in those same bytes to
 * {@link dev.redisrouter.core.command} and to the reply queue: nothing is turned into objects, and nothing is allocated
 * per command. Every decoder and scanner belongs to one connection and is used on its event loop only; no I/O.
 */
@NullMarked
package dev.redisrouter.core.resp;

import org.jspecify.annotations.NullMarked;
