/**
 * Step 3 of a command: what it is. Takes a {@link dev.redisrouter.core.resp.Request}, gives its
 * {@link dev.redisrouter.core.command.CommandSpec} to the session and the hashes of its keys to the freshness clock.
 * Commands are data, in {@code commands.txt} beside these classes; what is not known there counts as a write. Pure: no
 * I/O, nothing allocated per command; the table is immutable and shared by all threads.
 */
@NullMarked
package dev.redisrouter.core.command;

import org.jspecify.annotations.NullMarked;
