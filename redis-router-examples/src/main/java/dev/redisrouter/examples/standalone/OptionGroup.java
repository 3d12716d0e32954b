package dev.redisrouter.examples.standalone;

import dev.redisrouter.RouterConfig;

/** Options that belong to one topic. What is not given keeps the router's own default. */
interface OptionGroup {

    /** The configuration with what these options say. */
    RouterConfig apply(RouterConfig config);
}
