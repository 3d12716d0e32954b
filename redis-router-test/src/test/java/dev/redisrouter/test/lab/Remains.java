package dev.redisrouter.test.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for what a lab may have left in the system. */
final class Remains {
    private Remains() {}

    /** A dead process that its parent has not yet taken note of is dead. */
    static boolean isAlive(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try (Stream<String> lines = Files.lines(stat)) {
            return lines.noneMatch(line -> line.substring(line.lastIndexOf(')')).startsWith(") Z"));
        } catch (IOException | UncheckedIOException noSuchFile) {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
    }

    /** The commands of those that work in the directory, or name it, {@code except} aside. */
    static List<String> processesIn(Path directory, long except) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != except && isAlive(process.pid()))
                .filter(process -> commandOf(process).contains(directory.toString())
                        || directoryOf(process).startsWith(directory))
                .map(Remains::commandOf)
                .toList();
    }

    private static String commandOf(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private static Path directoryOf(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
        } catch (IOException noSuchFile) {
            return Path.of("/");
        }
    }
}
