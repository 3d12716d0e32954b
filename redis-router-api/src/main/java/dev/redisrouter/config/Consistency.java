package dev.redisrouter.config;

/** What a read may miss. */
public enum Consistency {
    /**
     * A read sees every write to its keys that any client of this router had acknowledged before. A replica that is
     * not known to have them is passed over for the master. The default.
     */
    READ_YOUR_WRITES,
    /** A read may miss what a replica has not received yet. */
    EVENTUAL,
    /** Every read is served by the master. */
    MASTER
}
