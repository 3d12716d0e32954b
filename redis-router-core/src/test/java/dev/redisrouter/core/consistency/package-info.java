/** Tests of the freshness of replicas. */
@NullMarked
package dev.redisrouter.core.consistency;

import org.jspecify.annotations.NullMarked;
