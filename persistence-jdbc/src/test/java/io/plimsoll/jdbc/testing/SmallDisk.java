package io.plimsoll.jdbc.testing;

import io.plimsoll.core.testing.Required;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command on a file system of its own that is too small: a tmpfs in a new mount namespace, for which Linux asks no
 * rights. It ends with the command.
 */
public final class SmallDisk {
    private SmallDisk() {}

    /** Ends the calling class where there can be none: skipped, failed if {@code smalldisk} is required. */
    public static void require(Class<?> test) {
        try {
            Process probe = run(Path.of(System.getProperty("java.io.tmpdir")), 1, "true")
                    .redirectErrorStream(true)
                    .start();
            if (probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0) {
                return;
            }
        } catch (IOException e) {
            // no unshare
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Required.missing(
                "smalldisk",
                test.getName(),
                "no small disk can be mounted here (Linux with user namespaces and unshare)");
    }

    /**
     * A process that will see {@code folder} as an empty disk.
     *
     * @param mebibytes the disk's size
     * @param script of sh
     */
    public static ProcessBuilder run(Path folder, int mebibytes, String script) {
        // the inner unshare gives up the rights of root, with which PostgreSQL does not start
        return new ProcessBuilder(List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + mebibytes + "m tmpfs \"$0\" && exec unshare --user sh -c \"$1\" \"$0\"",
                folder.toString(),
                script));
    }
}
