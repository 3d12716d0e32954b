/** Tests of what starts and ends a router. */
@NullMarked
package dev.redisrouter.core.runtime;

import org.jspecify.annotations.NullMarked;
