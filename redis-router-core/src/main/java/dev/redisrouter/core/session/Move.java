package dev.redisrouter.core.session;

/**
 * What happens with a command.
 *
 * @param demand what it needs
 * @param next where its client stands once it is sent or answered
 */
public record Move(Demand demand, Phase next) {}
