/** Tests of the Sentinel source against scripted Sentinels. */
@NullMarked
package dev.redisrouter.core.sentinel;

import org.jspecify.annotations.NullMarked;
