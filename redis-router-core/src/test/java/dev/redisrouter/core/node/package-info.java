/** Tests of the nodes and what is published of them. */
@NullMarked
package dev.redisrouter.core.node;

import org.jspecify.annotations.NullMarked;
