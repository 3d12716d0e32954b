/** What a user decides: immutable records grouped by topic, checked when they are built and never repaired silently. Every record has {@code defaults()} and one method per component that returns a changed copy. */
@NullMarked
package dev.redisrouter.config;

import org.jspecify.annotations.NullMarked;
