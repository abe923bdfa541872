package io.plimsoll.hyperliquid.history;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A file of history is not what it should be. The message names file and line. */
public final class HistoryException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What is wrong, and so what to do. */
    public enum Kind {
        /** One line is not of the format; the lines around it may well be. */
        MALFORMED,
        /** The file ends in the middle of a line or of its compression: the download was cut. Fetch it again. */
        TRUNCATED,
        /** The file cannot be read on: the disk, or a compression that is corrupt or of an unknown kind. */
        UNREADABLE
    }

    private final Kind kind;
    private final String file;
    private final long line;

    HistoryException(Kind kind, String file, long line, String message, @Nullable Throwable cause) {
        super(file + " line " + line + ": " + message, cause);
        this.kind = kind;
        this.file = file;
        this.line = line;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** The file, as it was named on opening. */
    public String file() {
        return file;
    }

    /** Number of the line, from 1; of the first that is not there whole if the file was cut. */
    public long line() {
        return line;
    }
}
