package dev.redisrouter.examples.demo;

/** Reads one field of an answer to {@code INFO}, whose lines are {@code name:value}. */
final class Info {
    private Info() {}

    /** The value; empty when there is no such field. */
    static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** How often a node has executed a command, from {@code INFO commandstats}; 0 when never. */
    static long calls(String commandStats, String command) {
        String stats = field(commandStats, "cmdstat_" + command);
        return stats.isEmpty() ? 0 : Long.parseLong(stats.replaceAll("^calls=(\\d+).*", "$1"));
    }
}
