/**
 * The built-in ways to choose which healthy node serves a read: recipes without state of their own, whose selections
 * look at nothing but the live figures of their candidates. Called from event loops; no I/O, no locks, no allocation.
 */
@NullMarked
package dev.redisrouter.picker;

import org.jspecify.annotations.NullMarked;
