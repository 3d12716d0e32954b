package dev.redisrouter.config;

/** What a read may miss. */
public enum Consistency {
    /**
     * A read sees every write to its keys that any client of this router had acknowledged before. A replica that is
     * not known to have them is passed over for the master. The default.
     */
    READ_YOUR_WRITES,
    /**
     * A read may miss what a replica has not received yet: milliseconds as a rule, up to a second from a replica that was
     * synchronised anew without a disk. Its link is up before Redis begins to send it writes.
     */
    EVENTUAL,
    /** Every read is served by the master. */
    MASTER
}
