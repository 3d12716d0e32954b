/** Tests of the programmatic door against a scripted server. */
@NullMarked
package dev.redisrouter.core.door;

import org.jspecify.annotations.NullMarked;
