/** Tests of what is read from PEM files. */
@NullMarked
package dev.redisrouter.core.tls;

import org.jspecify.annotations.NullMarked;
