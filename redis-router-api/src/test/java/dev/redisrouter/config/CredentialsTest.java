package dev.redisrouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.error.ConfigurationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A password shows nowhere. */
class CredentialsTest {

    @Test
    void aPasswordDoesNotShow() {
        assertThat(Credentials.password("s3cret")).hasToString("Credentials[default, ***]");
        assertThat(Credentials.user("bob", "s3cret")).hasToString("Credentials[bob, ***]");
        assertThat(Credentials.NONE).hasToString("Credentials[none]");
    }

    @Test
    void aPasswordDoesNotShowInTheWholeConfiguration() {
        RouterConfig config = RouterConfig.of("redis-sentinel://bob:s3cret@h1#mymaster")
                .sentinel(s -> s.credentials(Credentials.password("0ther")));

        assertThat(config.toString()).contains("bob").doesNotContain("s3cret", "0ther");
    }

    @Test
    void onlyAPasswordMakesSomethingToSay() {
        assertThat(Credentials.NONE.present()).isFalse();
        assertThat(Credentials.password("").present()).isTrue();
        assertThat(Credentials.user("bob", "s3cret").present()).isTrue();
    }

    @Test
    void aUserWithoutAPasswordIsRefused() {
        assertThatThrownBy(() -> new Credentials(Optional.of("bob"), Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("credentials.password: absent (expected: a password for user bob)");
    }
}
