package io.plimsoll.jdbc.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.CHAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.testing.RecordedFiles;
import io.plimsoll.jdbc.testing.RecordedFiles.Acknowledged;
import io.plimsoll.jdbc.testing.RecordedFiles.Change;
import io.plimsoll.jdbc.testing.RecordedFiles.Forced;
import io.plimsoll.jdbc.testing.RecordedFiles.Truncation;
import io.plimsoll.jdbc.testing.RecordedFiles.Write;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts the power between any two writes of a journal to its H2 file: of what was written since the file was last forced to the disk,
 * any pages are there and the others are not. Each step that was acknowledged is there, or, where the power was cut in the step after
 * it, the file may not open: no step is ever forgotten without a word.
 */
class H2PowerCutIT {
    private static final int CUTS = 4 * Integer.getInteger("plimsoll.kills", 4);
    private static final int STEPS = 40;
    private static final int PAGE = 4096;

    private final Random random = new Random(20261120);

    @TempDir
    Path folder;

    @Test
    void powerCutAtAnyWrite_leavesEveryAcknowledgedStep() throws Exception {
        try (JdbcStore store = JdbcStore.h2File(folder.resolve("live"))) {
            store.keeper();
        }
        byte[] start = Files.readAllBytes(folder.resolve("live.mv.db"));
        List<Change> changes = work();
        for (int cut = 0; cut < CUTS; cut++) {
            int at = random.nextInt(changes.size() + 1);
            List<Change> before = changes.subList(0, at);
            long acknowledged = before.stream()
                    .filter(Acknowledged.class::isInstance)
                    .mapToLong(change -> ((Acknowledged) change).steps())
                    .max()
                    .orElse(0);
            Files.write(folder.resolve("cut.mv.db"), left(start, before));

            OptionalLong steps = stepsIn("cut");

            assertThat(steps.isPresent() || isInAStep(before))
                    .as("whether it opens after change %s of %s", at, changes.size())
                    .isTrue();
            steps.ifPresent(there -> assertThat(there)
                    .as("steps after change %s of %s", at, changes.size())
                    .isBetween(acknowledged, acknowledged + 1));
        }
    }

    /** Whether something was written that was not forced to the disk yet. */
    private static boolean isInAStep(List<Change> changes) {
        int written = 0;
        for (Change change : changes) {
            written = change instanceof Forced ? 0 : change instanceof Write ? written + 1 : written;
        }
        return written > 0;
    }

    private List<Change> work() throws Exception {
        JdbcDataSource source = source("recorded:" + folder.resolve("live") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        RecordedFiles.begin();
        try (Connection open = source.getConnection();
                Statement statement = open.createStatement()) {
            AttemptJournal journal = new JdbcKeeperStore(Database.over(source, Engine.H2)).attempts();
            int steps = 0;
            for (long number = 0; steps < STEPS; number++) {
                Optional<Attempt> step = Optional.of(AttemptLife.planned(number, 0));
                while (step.isPresent()) {
                    if (step.get().revision() == 0) {
                        journal.plan(step.get());
                    } else {
                        journal.save(step.get());
                    }
                    RecordedFiles.acknowledge(++steps);
                    step = AttemptLife.next(step.get());
                }
            }
            List<Change> changes = RecordedFiles.changes();
            statement.execute("SHUTDOWN IMMEDIATELY");
            return changes;
        }
    }

    /** The file after a power cut. */
    private byte[] left(byte[] start, List<Change> changes) {
        int forced = 0;
        for (int i = 0; i < changes.size(); i++) {
            forced = changes.get(i) instanceof Forced ? i : forced;
        }
        byte[] file = start;
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (change instanceof Truncation truncation && truncation.size() < file.length) {
                file = i < forced || random.nextBoolean() ? Arrays.copyOf(file, truncation.size()) : file;
            } else if (change instanceof Write write) {
                for (int from = 0; from < write.bytes().length; from += PAGE) {
                    if (i < forced || random.nextBoolean()) {
                        file = with(file, write, from);
                    }
                }
            }
        }
        return file;
    }

    private static byte[] with(byte[] file, Write write, int from) {
        int length = Math.min(PAGE, write.bytes().length - from);
        byte[] changed = Arrays.copyOf(file, Math.max(file.length, write.position() + from + length));
        System.arraycopy(write.bytes(), from, changed, write.position() + from, length);
        return changed;
    }

    /** Empty where it says that it cannot be read. */
    private OptionalLong stepsIn(String name) {
        JdbcDataSource source = source("file:" + folder.resolve(name));
        List<Attempt> all = new ArrayList<>();
        try (Connection open = source.getConnection()) {
            all.addAll(new JdbcKeeperStore(Database.over(source, Engine.of(open)))
                    .attempts()
                    .page(CHAIN, PageRequest.first(PageRequest.MAXIMUM))
                    .items());
        } catch (SQLException | RepositoryException unreadable) {
            assertThat(unreadable).hasStackTraceContaining("File corrupted");
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                all.stream().mapToLong(attempt -> attempt.revision() + 1L).sum());
    }

    private static JdbcDataSource source(String location) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + location);
        return source;
    }
}
