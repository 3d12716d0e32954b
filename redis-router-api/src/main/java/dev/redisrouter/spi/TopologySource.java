package dev.redisrouter.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where the topology comes from. Sentinel and a static list of nodes are built in; others can be given to
 * {@link dev.redisrouter.RouterConfig#of(TopologySource)}.
 */
public interface TopologySource {

    /** How the source is called in messages, such as {@code sentinel[h1:26379, h2:26379] mymaster}. */
    String describe();

    /**
     * Starts to watch and returns at once. The source calls {@code sink} from any thread until the watch is closed,
     * and repeats nothing that has not changed unless it is asked to {@link Watch#refresh}.
     */
    Watch watch(TopologySink sink);

    /** A running observation. Closing it ends its threads and connections; thread-safe. */
    interface Watch extends AutoCloseable {

        /** The router has reason to doubt its view: ask again now. Returns at once; may be called often. */
        void refresh();

        /** Who was asked so far and what each answered, in words, for the error when no master can be found. */
        String answers();

        /**
         * Changes the master now, as planned: has the deployment promote one of its replicas, which all hold everything. Returns
         * at once; completes when that was accepted, on any thread, or with the reason why it was not. The new master is then
         * claimed like any other.
         */
        default CompletionStage<Void> failOver() {
            return CompletableFuture.failedFuture(
                    new UnsupportedOperationException("this source cannot be told to change the master"));
        }

        @Override
        void close();
    }
}
