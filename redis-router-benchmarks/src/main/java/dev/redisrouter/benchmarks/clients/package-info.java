/** What a client library costs through the router, beside what it costs without: in one JVM, against one deployment. */
@NullMarked
package dev.redisrouter.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
