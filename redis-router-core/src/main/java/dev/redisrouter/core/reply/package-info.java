/**
 * Step 7 of a command: its place among the client's replies. Takes replies in any order, gives them out in the order
 * of the requests. Only on the client's event loop; no I/O.
 */
@NullMarked
package dev.redisrouter.core.reply;

import org.jspecify.annotations.NullMarked;
