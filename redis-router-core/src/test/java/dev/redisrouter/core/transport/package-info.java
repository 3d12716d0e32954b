@NullMarked
package dev.redisrouter.core.transport;

import org.jspecify.annotations.NullMarked;
