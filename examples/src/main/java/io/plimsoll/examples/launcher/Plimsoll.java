package io.plimsoll.examples.launcher;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.examples.watch.Demo;
import io.plimsoll.examples.watch.DemoSettings;
import io.plimsoll.examples.web.PortInUseException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The launcher of the examples. Exit status 0: done; 1: it could not be done, one line on standard error says why; 2: wrong
 * command or settings.
 */
public final class Plimsoll {
    private static final String USAGE = "usage: plimsoll demo   (settings: -Ddemo.once, -Ddemo.corpus=<folder>, "
            + "-Ddemo.data=<folder>, -Ddemo.port=<port>; or variables, see .env.example)";

    private Plimsoll() {}

    /** Runs a command. */
    public static void main(String[] args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        int status = run(args, System.getenv(), System.getProperties(), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(
            String[] args, Map<String, String> environment, Properties properties, PrintStream out, PrintStream err) {
        if (args.length != 1 || !args[0].equals("demo")) {
            err.println(USAGE);
            return 2;
        }
        DemoSettings settings;
        try {
            settings = DemoSettings.from(environment, properties);
        } catch (IllegalArgumentException e) {
            err.println("plimsoll: " + e.getMessage());
            return 2;
        }
        try {
            new Demo(settings, Clock.systemUTC(), out).run();
            return 0;
        } catch (RepositoryException | PortInUseException e) {
            err.println("plimsoll: " + e.getMessage());
            return 1;
        }
    }
}
