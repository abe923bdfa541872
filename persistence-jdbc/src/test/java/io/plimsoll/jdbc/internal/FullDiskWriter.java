package io.plimsoll.jdbc.internal;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Things.Thing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;

/** A process that writes to H2 on a disk of its own until it is full, makes room, and goes on. Run by {@link FullDiskIT}. */
final class FullDiskWriter {
    private static final int BALLAST = 3 << 20;

    private FullDiskWriter() {}

    public static void main(String[] args) throws Exception {
        Path disk = Path.of(args[0]);
        Path ballast = Files.write(disk.resolve("ballast"), new byte[BALLAST]);
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + disk.resolve("things") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        try (Things things = Things.in(source, Engine.H2)) {
            List<Thing> acknowledged = fill(things);

            // as often as a program might try again
            for (int call = 0; call < 5; call++) {
                try {
                    things.save(Things.many(20_000, "never"));
                    throw new IllegalStateException("stored on a full disk");
                } catch (RepositoryException e) {
                    require(e.kind() == Kind.STORAGE_FULL, e);
                }
            }
            Files.delete(ballast);

            require(things.all().equals(acknowledged), "lost or half stored, with the store still open");
            things.save(1_000_000, "new");
            require(things.all().size() == acknowledged.size() + 1, "after making room");
        }
    }

    /** Saves until the disk is full. */
    private static List<Thing> fill(Things things) {
        for (int number = 500; true; number += 500) {
            try {
                things.save(Things.many(number, "round " + number + " of many ".repeat(15)));
            } catch (RepositoryException e) {
                require(e.kind() == Kind.STORAGE_FULL, e);
                int last = number - 500;
                return Things.many(last, "round " + last + " of many ".repeat(15));
            }
        }
    }

    private static void require(boolean holds, Object what) {
        if (!holds) {
            throw new IllegalStateException(String.valueOf(what), what instanceof Throwable cause ? cause : null);
        }
    }
}
