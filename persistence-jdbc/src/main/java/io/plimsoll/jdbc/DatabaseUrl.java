package io.plimsoll.jdbc;

import io.plimsoll.core.kit.config.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is, in one text, as hosts give it in {@code DATABASE_URL}. {@link JdbcStore#open} opens it.
 *
 * <pre>
 * postgres://user:password@host:5432/database?sslmode=require   also postgresql://
 * jdbc:postgresql://host:5432/database?user=…&amp;password=…
 * jdbc:h2:file:./folder/store                                   also h2:./folder/store
 * jdbc:h2:mem:name
 * </pre>
 *
 * User, password and database of the first form are percent-encoded. Several hosts are separated by commas. The names of
 * parameters are the driver's ({@code sslmode, sslrootcert, targetServerType}); those of libpq that the driver calls otherwise
 * are translated. The password is in no message and not in {@link #toString}.
 *
 * @param engine whose database it is
 * @param location the file without {@code .mv.db}, the name of a database in memory, or {@code host:port,host:port/database}
 * @param user to log in as; empty: the driver's default
 * @param password of the user
 * @param parameters of the driver, without user and password; none for H2
 */
public record DatabaseUrl(
        Engine engine,
        String location,
        Optional<String> user,
        Optional<Secret> password,
        Map<String, Secret> parameters) {
    private static final Pattern POSTGRES = Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("([^/?]*)/([^?/]+)(?:\\?(.*))?", Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("(?:\\[[0-9a-fA-F:.%]+]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?");
    private static final Map<String, String> OF_LIBPQ = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode",
            "keepalives", "tcpKeepAlive");
    private static final String FORMS =
            "give postgres://user:password@host:5432/database, jdbc:postgresql://host/database or jdbc:h2:file:<path>";

    /** Which database it is. */
    public enum Engine {
        /** A server, for one process or many. */
        POSTGRES,
        /** A file that belongs to one process. */
        H2_FILE,
        /** In this process' memory, gone with the last store that is open on it. */
        H2_MEMORY
    }

    /** Copies the parameters. */
    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads one of the forms above.
     *
     * @throws IllegalArgumentException if it is none of them; the message does not repeat the text, which may hold a password
     */
    public static DatabaseUrl parse(String text) {
        String url = text.strip();
        Matcher postgres = POSTGRES.matcher(url);
        if (postgres.matches()) {
            return postgres(postgres.group(1));
        }
        String rest = url.startsWith("jdbc:h2:") ? url.substring("jdbc:".length()) : url;
        if (!rest.startsWith("h2:")) {
            throw new IllegalArgumentException("the database URL has an unknown form: " + FORMS);
        }
        return h2(rest.substring("h2:".length()));
    }

    /** A file of H2, without the ending {@code .mv.db}. */
    public static DatabaseUrl h2File(Path file) {
        return new DatabaseUrl(Engine.H2_FILE, file.toString(), Optional.empty(), Optional.empty(), Map.of());
    }

    private static DatabaseUrl h2(String rest) {
        if (rest.contains(";")) {
            throw new IllegalArgumentException(
                    "the database URL has settings of H2 after ';': leave them out, the store has its own");
        }
        boolean memory = rest.startsWith("mem:");
        String location = rest.startsWith("file:") || memory ? rest.substring(rest.indexOf(':') + 1) : rest;
        if (location.isBlank() || location.matches("(?:tcp|ssl|zip|split|nio[A-Za-z]*|mem[A-Za-z]+|classpath):.*")) {
            throw new IllegalArgumentException("the database URL names no file of H2: give jdbc:h2:file:<path>");
        }
        if (location.startsWith("~/")) {
            location = Path.of(System.getProperty("user.home"), location.substring(2))
                    .toString();
        }
        return new DatabaseUrl(
                memory ? Engine.H2_MEMORY : Engine.H2_FILE, location, Optional.empty(), Optional.empty(), Map.of());
    }

    private static DatabaseUrl postgres(String rest) {
        // a password that was not encoded may hold anything but the last @ before the hosts
        int hosts = rest.substring(0, rest.indexOf('?') < 0 ? rest.length() : rest.indexOf('?'))
                        .lastIndexOf('@')
                + 1;
        Matcher parts = AUTHORITY.matcher(rest.substring(hosts));
        if (!parts.matches()) {
            throw new IllegalArgumentException("the database URL names no host and database: " + FORMS);
        }
        Map<String, String> parameters =
                parameters(Optional.ofNullable(parts.group(3)).orElse(""));
        String login = hosts == 0 ? "" : rest.substring(0, hosts - 1);
        int colon = login.indexOf(':');
        Optional<String> user = given(colon < 0 ? login : login.substring(0, colon))
                .or(() -> Optional.ofNullable(parameters.get("user")));
        Optional<String> password = given(colon < 0 ? "" : login.substring(colon + 1))
                .or(() -> Optional.ofNullable(parameters.get("password")));
        parameters.remove("user");
        parameters.remove("password");
        for (String host : parts.group(1).split(",", -1)) {
            if (!HOST.matcher(host).matches()) {
                throw new IllegalArgumentException(
                        "the database URL has something that is not host:port; encode '@', '/', ':', '?' and '%' of the"
                                + " password as %40, %2F, %3A, %3F and %25");
            }
        }
        return new DatabaseUrl(
                Engine.POSTGRES,
                parts.group(1) + "/" + decode(parts.group(2)),
                user,
                password.map(Secret::new),
                parameters.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Secret(entry.getValue()))));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (pair.isEmpty()) {
                continue;
            }
            if (equals < 1) {
                throw new IllegalArgumentException("a parameter of the database URL is not name=value");
            }
            String name = pair.substring(0, equals);
            parameters.put(OF_LIBPQ.getOrDefault(name, name), decode(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static Optional<String> given(String encoded) {
        return encoded.isEmpty() ? Optional.empty() : Optional.of(decode(encoded));
    }

    private static String decode(String encoded) {
        try {
            // only forms write a blank as +
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the database URL has a '%' without two hex digits: write %25 for it");
        }
    }

    /** Connections to the PostgreSQL of this URL; what it does not say has defaults that suit a store. */
    DataSource postgresSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        int slash = location.lastIndexOf('/');
        source.setUrl("jdbc:postgresql://" + location.substring(0, slash + 1)
                + URLEncoder.encode(location.substring(slash + 1), StandardCharsets.UTF_8)
                        .replace("+", "%20"));
        source.setApplicationName("plimsoll");
        source.setTcpKeepAlive(true);
        // the detail of an error repeats the row
        source.setLogServerErrorDetail(false);
        user.ifPresent(source::setUser);
        password.map(Secret::value).ifPresent(source::setPassword);
        parameters.forEach((name, value) -> set(source, name, value.value()));
        return source;
    }

    private static void set(PGSimpleDataSource source, String name, String value) {
        PGProperty property = PGProperty.forName(name);
        if (property == null) {
            throw new IllegalArgumentException(
                    "the database URL has a parameter that the driver does not know: " + name);
        }
        source.setProperty(property, value);
    }

    /** The engine, the user and the place; no password, no parameters. */
    @Override
    public String toString() {
        return engine == Engine.POSTGRES
                ? "postgresql://" + user.map(name -> name + "@").orElse("") + location
                : "h2:"
                        + engine.name()
                                .substring("H2_".length())
                                .toLowerCase(Locale.ROOT)
                                .replace("memory", "mem") + ":" + location;
    }
}
