/** Tests of how claims are weighed. */
@NullMarked
package dev.redisrouter.core.topology;

import org.jspecify.annotations.NullMarked;
