/**
 * Step 4 of a command: what its client may do next, and what the command needs. One pure function from a phase and a
 * kind of command to a move; no I/O, no threads, no state of its own.
 */
@NullMarked
package dev.redisrouter.core.session;

import org.jspecify.annotations.NullMarked;
