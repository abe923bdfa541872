package io.plimsoll.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.config.Secret;
import io.plimsoll.jdbc.DatabaseUrl.Engine;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "postgres://u:p@h:6543/d, h:6543/d, u, p",
        "postgresql://u:p@h/d, h/d, u, p",
        "postgresql://h/d, h/d, , ",
        "postgres://u@h/d, h/d, u, ",
        "postgres://u:p@[::1]:5432/d, [::1]:5432/d, u, p",
        "postgres://u:p@10.0.0.1/d?sslmode=require, 10.0.0.1/d, u, p",
        "jdbc:postgresql://h:5432/d?user=u&password=p, h:5432/d, u, p",
        "jdbc:postgresql://h/d?user=u%40x&password=p%26q%3Dr, h/d, u@x, p&q=r",
        "postgres://u%40x:p%3A%2F%3F%23%25@h/d, h/d, u@x, p:/?#%",
        "postgres://u:p+q@h/d, h/d, u, p+q",
        "postgres://u:p@q@h/d, h/d, u, p@q",
        "' postgres://u:p@h/my%20data ', h/my data, u, p",
        "'postgres://u:p@h1:1,h2:2/d', 'h1:1,h2:2/d', u, p",
    })
    void postgres_inAnyForm_isTakenApart(String text, String location, String user, String password) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(url.engine()).isEqualTo(Engine.POSTGRES);
        assertThat(url.location()).isEqualTo(location);
        assertThat(url.user().orElse(null)).isEqualTo(user);
        assertThat(url.password().map(Secret::value).orElse(null)).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:./data/store, H2_FILE, ./data/store",
        "jdbc:h2:/data/store, H2_FILE, /data/store",
        "h2:data/store, H2_FILE, data/store",
        "h2:file:C:/data/store, H2_FILE, C:/data/store",
        "jdbc:h2:mem:name, H2_MEMORY, name",
    })
    void h2_inAnyForm_isTakenApart(String text, Engine engine, String location) {
        assertThat(DatabaseUrl.parse(text).engine()).isEqualTo(engine);
        assertThat(DatabaseUrl.parse(text).location()).isEqualTo(location);
    }

    @Test
    void h2_underTheHome_isFoundThere() {
        assertThat(DatabaseUrl.parse("jdbc:h2:~/store").location())
                .isEqualTo(Path.of(System.getProperty("user.home"), "store").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "mysql://u:secret@h/d",
                "postgres:u:secret@h/d",
                "postgres://u:secret@h",
                "postgres://u:secret@/d",
                "postgres://u:secret@h:port/d",
                "postgres://u:sec?ret@h/d",
                "postgres://u:secret%@h/d",
                "postgres://u:secret%zz@h/d",
                "postgres://u:secret@h/d?secret",
                "postgres://u:secret@h h/d",
                "jdbc:postgresql:secret",
                "jdbc:h2:",
                "jdbc:h2:tcp://h/secret",
                "jdbc:h2:file:secret;WRITE_DELAY=500",
            })
    void anythingElse_isRefused_withoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseUrl.parse(text))
                .withMessageContaining("the database URL")
                .withMessageNotContainingAny("secret", "sec?ret")
                .withNoCause();
    }

    @Test
    void secrets_areInNoText() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://u:pass-word@h/d?sslpassword=key-word");

        assertThat(url).hasToString("postgresql://u@h/d");
        assertThat(url.password().orElseThrow().toString() + url.parameters()).doesNotContain("pass-word", "key-word");
    }

    @Test
    void source_hasWhatTheUrlSays_andDefaultsThatSuitAStore() {
        PGSimpleDataSource source = (PGSimpleDataSource) DatabaseUrl.parse(
                        "postgres://u:p@h1:1,h2/my%20data?sslmode=require&application_name=mine&connect_timeout=3")
                .postgresSource();

        assertThat(source.getServerNames()).containsExactly("h1", "h2");
        assertThat(source.getPortNumbers()).containsExactly(1, 5432);
        assertThat(source.getDatabaseName()).isEqualTo("my data");
        assertThat(source.getUser()).isEqualTo("u");
        assertThat(source.getPassword()).isEqualTo("p");
        assertThat(source.getSslmode()).isEqualTo("require");
        assertThat(source.getApplicationName()).isEqualTo("mine");
        assertThat(source.getConnectTimeout()).isEqualTo(3);
        assertThat(source.getTcpKeepAlive()).isTrue();
        assertThat(source.getLogServerErrorDetail()).isFalse();
    }

    @Test
    void parameter_thatTheDriverDoesNotKnow_isRefused_notPassedOver() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://u:p@h/d?sslmod=require");

        assertThatIllegalArgumentException()
                .isThrownBy(url::postgresSource)
                .withMessage("the database URL has a parameter that the driver does not know: sslmod");
    }

    @Test
    void open_h2File_isTheStoreOfThatFile(@TempDir Path folder) {
        DatabaseUrl url = DatabaseUrl.h2File(folder.resolve("store"));
        try (JdbcStore store = JdbcStore.open(url)) {
            store.monitoring().accounts().upsert(MonitoredAccount.onHyperCore(Address.ZERO, "zero"));
        }
        try (JdbcStore store = JdbcStore.open(DatabaseUrl.parse(url.toString()))) {
            assertThat(store.monitoring().accounts().all()).hasSize(1);
        }
    }

    @Test
    void equalUrls_areEqual() {
        assertThat(DatabaseUrl.parse("postgres://u:p@h/d?sslmode=require"))
                .isEqualTo(DatabaseUrl.parse("postgresql://u:p@h/d?sslmode=require"))
                .isNotEqualTo(DatabaseUrl.parse("postgresql://u:q@h/d?sslmode=require"));
        assertThat(DatabaseUrl.parse("postgres://h/d").parameters()).isEqualTo(Map.of());
    }
}
