/** Tests of the probes against scripted nodes. */
@NullMarked
package dev.redisrouter.core.health;

import org.jspecify.annotations.NullMarked;
