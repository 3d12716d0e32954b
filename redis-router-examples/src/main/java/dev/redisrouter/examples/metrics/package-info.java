/** How do I get its figures into Micrometer, and so to Prometheus and others? */
@NullMarked
package dev.redisrouter.examples.metrics;

import org.jspecify.annotations.NullMarked;
