package io.plimsoll.jdbc;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a backup: values with tabs between them, as PostgreSQL's COPY writes them. NULL is {@code \N}; a backslash, tab, line
 * feed or carriage return within a value is written with a backslash.
 *
 * @see <a href="https://www.postgresql.org/docs/15/sql-copy.html">COPY, text format</a>
 */
final class BackupText {
    /** How a line starts that is no row; no row can. */
    static final String CONTROL = "\\.";

    private static final String NULL = "\\N";

    private BackupText() {}

    static String line(List<@Nullable String> values) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                line.append('\t');
            }
            escape(values.get(i), line);
        }
        return line.toString();
    }

    private static void escape(@Nullable String value, StringBuilder line) {
        if (value == null) {
            line.append(NULL);
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(c);
            }
        }
    }

    static List<@Nullable String> values(String line) {
        List<@Nullable String> values = new ArrayList<>();
        for (String cell : line.split("\t", -1)) {
            values.add(cell.equals(NULL) ? null : unescape(cell));
        }
        return values;
    }

    private static String unescape(String cell) {
        if (cell.indexOf('\\') < 0) {
            return cell;
        }
        StringBuilder value = new StringBuilder(cell.length());
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            value.append(c == '\\' ? meant(cell, ++i) : c);
        }
        return value.toString();
    }

    private static char meant(String cell, int at) {
        char letter = at < cell.length() ? cell.charAt(at) : ' ';
        return switch (letter) {
            case '\\' -> '\\';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> throw new RepositoryException(Kind.CORRUPT, "the backup has an unknown escape, \\" + letter);
        };
    }
}
