package dev.redisrouter.test.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisrouter.RedisRouter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients of a router in a JVM of their own, since one process may not open the files for both ends. Each has set and got
 * a value once. For one thread; closing it ends them.
 */
final class IdleClients implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private IdleClients(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Returns when all of them are idle. */
    static IdleClients of(RedisRouter router, int count) throws IOException {
        IdleClients clients = new IdleClients(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleClients.class.getName(),
                        router.host(),
                        Integer.toString(router.port()),
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        clients.awaitAnswers();
        return clients;
    }

    /** Each of them sets and gets a value once more. */
    void askAgain() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        awaitAnswers();
    }

    private void awaitAnswers() throws IOException {
        String line = output.readLine();
        if (!"answered".equals(line)) {
            throw new IOException("the clients' JVM: " + line + " (expected: answered)");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Asks once, and once more for each byte of its standard input. */
    public static void main(String[] arguments) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            sockets.add(new Socket(arguments[0], Integer.parseInt(arguments[1])));
        }
        byte[] asked = (Wire.command("SET", "k", "v") + Wire.command("GET", "k")).getBytes(ISO_8859_1);
        String answer = "+OK\r\n$1\r\nv\r\n";
        do {
            for (Socket socket : sockets) {
                socket.getOutputStream().write(asked);
                String answered = new String(socket.getInputStream().readNBytes(answer.length()), ISO_8859_1);
                if (!answered.equals(answer)) {
                    throw new IOException("answer: '" + answered + "' (expected: '" + answer + "')");
                }
            }
            System.out.println("answered");
            System.out.flush();
        } while (System.in.read() >= 0);
    }
}
