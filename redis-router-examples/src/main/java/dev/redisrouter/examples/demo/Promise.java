package dev.redisrouter.examples.demo;

/**
 * Something that the demo promises, and what was really observed.
 *
 * @param what in words, such as {@code the three nodes share the reads evenly}
 * @param kept whether the observation bears it out
 * @param observed the figures
 */
record Promise(String what, boolean kept, String observed) {}
