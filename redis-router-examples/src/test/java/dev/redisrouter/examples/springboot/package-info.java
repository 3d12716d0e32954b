/** The Spring Boot example, as Spring Boot starts it. */
@NullMarked
package dev.redisrouter.examples.springboot;

import org.jspecify.annotations.NullMarked;
