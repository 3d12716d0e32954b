/**
 * The router in front of a deployment in containers, as most of its users have one: other addresses inside than outside.
 *
 * <p>Takes from: Testcontainers. Skipped where there is no container engine; the image is named by the system property
 * {@code redisrouter.redis.image}.
 */
@NullMarked
package dev.redisrouter.test.container;

import org.jspecify.annotations.NullMarked;
