/** How do I put it under a Spring Boot application that uses {@code spring.data.redis}? */
@NullMarked
package dev.redisrouter.examples.springboot;

import org.jspecify.annotations.NullMarked;
