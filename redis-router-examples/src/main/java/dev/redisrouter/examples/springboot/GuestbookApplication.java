package dev.redisrouter.examples.springboot;

import dev.redisrouter.examples.Servers;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** An application that knows nothing of the router but where Redis is; {@link RouterConfiguration} is all that it adds. */
@SpringBootApplication(proxyBeanMethods = false)
public class GuestbookApplication {

    public static void main(String... args) {
        try (Servers servers = Servers.withSentinels(args)) {
            String uri = servers.own().map(lab -> lab.sentinelUri()).orElseGet(() -> args[0]);
            try (ConfigurableApplicationContext application =
                    SpringApplication.run(GuestbookApplication.class, "--redis-router.uri=" + uri)) {
                System.out.println(
                        "started: " + application.getBean(Guestbook.class).entries());
            }
        }
    }

    @Bean
    CommandLineRunner firstEntry(Guestbook guestbook) {
        return args -> guestbook.sign("Ada");
    }
}
