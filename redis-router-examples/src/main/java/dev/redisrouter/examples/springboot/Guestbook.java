package dev.redisrouter.examples.springboot;

import java.util.List;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** What applications do: they use Spring's template, and never think of nodes. */
@Component
public class Guestbook {
    private static final String KEY = "guestbook";
    private final StringRedisTemplate redis;

    Guestbook(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /** Adds an entry. */
    public void sign(String name) {
        redis.opsForList().rightPush(KEY, name);
    }

    /** All entries, the oldest first. */
    public List<String> entries() {
        return Optional.ofNullable(redis.opsForList().range(KEY, 0, -1)).orElse(List.of());
    }
}
