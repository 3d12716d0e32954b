/**
 * Links with faults between a router and the servers of a lab.
 *
 * <p>Start with {@link dev.redisrouter.test.link.LabLinks}; between other things with
 * {@link dev.redisrouter.test.link.LinkProxy}.
 *
 * <pre>
 *  LabLinks → LinkProxy → LinkLoop → Link → Pipe (each way)
 * </pre>
 *
 * <p>Takes from: a test, which says what is wrong with a link, on its thread. Each proxy has one thread of its own, which
 * does all I/O and ends when the proxy is closed.
 */
@NullMarked
package dev.redisrouter.test.link;

import org.jspecify.annotations.NullMarked;
