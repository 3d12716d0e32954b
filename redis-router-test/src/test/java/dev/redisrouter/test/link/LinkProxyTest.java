package dev.redisrouter.test.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault does to a connection what it says, and healing undoes it. */
@Timeout(60)
class LinkProxyTest {
    private Echo echo;
    private LinkProxy link;

    @BeforeEach
    void open() throws IOException {
        echo = new Echo();
        link = LinkProxy.to(echo.address());
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        echo.close();
    }

    @Test
    void passesEverythingOnUnchanged() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        try (Socket client = connect()) {
            Thread sender = new Thread(() -> {
                try {
                    client.getOutputStream().write(bytes);
                    client.shutdownOutput();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            sender.start();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes);
            sender.join();
        }
        await().until(() -> link.connections() == 0);
    }

    @Test
    void holdsWhatIsSentDuringACutUntilItHeals() throws Exception {
        try (Socket client = connect()) {
            assertThat(echoOf(client, 1)).isEqualTo(1);
            echo.next();

            link.cut();
            client.getOutputStream().write(2);
            passATurn();
            assertThat(echo.hasReceived()).isFalse();

            link.heal();
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void tellsTheServerOfTheEndOfAConnectionOnlyWhenItHeals() throws Exception {
        try (Socket client = connect()) {
            assertThat(echoOf(client, 1)).isEqualTo(1);
            echo.next();
            link.cut();
            client.getOutputStream().write(2);
        }
        passATurn();
        assertThat(echo.hasReceived()).isFalse();

        link.heal();
        assertThat(echo.next()).isEqualTo(2);
    }

    @Test
    void letsAServerThatIsCutOffOneWayDoWhatItIsTold() throws Exception {
        try (Socket client = connect()) {
            link.cut(Direction.TO_CLIENT);
            client.getOutputStream().write(1);
            assertThat(echo.next()).isEqualTo(1);
            passATurn();
            assertThat(client.getInputStream().available()).isZero();

            link.heal();
            assertThat(client.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void acceptsDuringACutAndConnectsWhenItHeals() throws Exception {
        link.cut();
        try (Socket client = connect()) {
            client.getOutputStream().write(1);
            await().until(() -> link.connections() == 1);
            passATurn();
            assertThat(echo.hasReceived()).isFalse();

            link.heal();
            assertThat(client.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void delaysEachWay() throws Exception {
        Duration delay = Duration.ofMillis(100);
        link.delay(delay);
        try (Socket client = connect()) {
            long sent = System.nanoTime();
            assertThat(echoOf(client, 1)).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(delay.multipliedBy(2));
        }
        assertThatThrownBy(() -> link.delay(Duration.ofMillis(-1))).hasMessageContaining("expected: 0-1 h");
    }

    @Test
    void resetsWhatIsOpenAndWelcomesWhatIsNew() throws Exception {
        try (Socket client = connect()) {
            assertThat(echoOf(client, 1)).isEqualTo(1);
            link.reset();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(echo.next()).isEqualTo(1);
            assertThat(echo.next()).isEqualTo(-2);
        }
        try (Socket client = connect()) {
            assertThat(echoOf(client, 3)).isEqualTo(3);
        }
    }

    @Test
    void refusesWhatIsNewAndLeavesWhatIsOpen() throws Exception {
        try (Socket open = connect()) {
            assertThat(echoOf(open, 1)).isEqualTo(1);
            link.refuse();
            assertThatThrownBy(() -> {
                        try (Socket client = connect()) {
                            echoOf(client, 2);
                        }
                    })
                    .isInstanceOf(SocketException.class);
            assertThat(echoOf(open, 3)).isEqualTo(3);

            link.heal();
            try (Socket client = connect()) {
                assertThat(echoOf(client, 4)).isEqualTo(4);
            }
        }
    }

    @Test
    void resetsTheClientOfAServerThatIsNotThere() throws Exception {
        // a port that is taken and not listened on: one that was just closed may be for a moment longer
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            NodeAddress nobody = new NodeAddress("127.0.0.1", taken.getLocalPort());
            try (LinkProxy toNobody = LinkProxy.to(nobody);
                    Socket client = new Socket(
                            InetAddress.getLoopbackAddress(), toNobody.address().port())) {
                assertThatThrownBy(() -> echoOf(client, 1)).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void leavesNoThreadAndNoPortBehind() throws Exception {
        NodeAddress address = link.address();
        try (Socket client = connect()) {
            assertThat(echoOf(client, 1)).isEqualTo(1);
            link.cut();
            link.close();
            link.close();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("link-proxy-" + address.port());
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> link.cut()).hasMessageContaining("is closed");
    }

    /** Returns when the proxy's thread has looked at all its connections several times. */
    private void passATurn() {
        for (int turn = 0; turn < 10; turn++) {
            link.connections();
        }
    }

    private Socket connect() throws IOException {
        return new Socket(link.address().host(), link.address().port());
    }

    private static int echoOf(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        return client.getInputStream().read();
    }
}
