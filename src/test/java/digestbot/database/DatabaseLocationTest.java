package digestbot.database;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.DatabaseLocation.PostgresLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLocationTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://bot@db.example:5433/digests, bot, db.example:5433, digests, ''",
        "postgresql://db/digests, '', db, digests, ''",
        "'postgresql://b%40t@one:5432,two:5433/digests?targetServerType=primary', b@t, 'one:5432,two:5433', digests,"
                + " targetServerType=primary",
        "postgresql://bot@[::1]:5432/digests?sslmode=verify-full, bot, [::1]:5432, digests, sslmode=verify-full",
    })
    void readsAnAddress(String address, String user, String hosts, String name, String parameters) {
        assertThat(PostgresLocation.parse(address)).contains(new PostgresLocation(user, hosts, name, parameters, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://bot:secret@db/digests",
                "postgresql://bot@db",
                "postgresql://bot@db/",
                "postgresql:///digests",
                "jdbc:postgresql://db/digests"
            })
    void refusesAPasswordInTheAddressAndMissingParts(String address) {
        assertThat(PostgresLocation.parse(address)).isEmpty();
    }

    @Test
    void theDriverGetsEverythingAndTheTextHasNoPassword() {
        PostgresLocation location = PostgresLocation.parse(
                        "postgresql://bot@one:5432,two:5433/digests?targetServerType=primary")
                .orElseThrow()
                .withPassword("hush-hush");
        assertThat(location).hasToString("postgresql://bot@one:5432,two:5433/digests");
        var source = location.dataSource();
        assertThat(source.getServerNames()).containsExactly("one", "two");
        assertThat(source.getPortNumbers()).containsExactly(5432, 5433);
        assertThat(source.getDatabaseName()).isEqualTo("digests");
        assertThat(source.getUser()).isEqualTo("bot");
        assertThat(source.getPassword()).isEqualTo("hush-hush");
        assertThat(source.getTargetServerType()).hasToString("primary");
    }

    @Test
    void itsAddressIsReadAgainAndNamesTheSchema() {
        PostgresLocation location = PostgresLocation.parse(
                        "postgresql://b%40t@db:5433/my%20digests?sslmode=require&currentSchema=own")
                .orElseThrow();
        assertThat(location.address())
                .isEqualTo("postgresql://b%40t@db:5433/my%20digests?sslmode=require&currentSchema=own");
        assertThat(PostgresLocation.parse(location.address())).contains(location);
        assertThat(location.schema()).contains("own");
        assertThat(location.addressForTools()).isEqualTo("postgresql://b%40t@db:5433/my%20digests?sslmode=require");
    }

    @Test
    void aPlusSignIsItselfForTheDriverToo() {
        PostgresLocation location =
                PostgresLocation.parse("postgresql://a+b@db/news+digests").orElseThrow();
        assertThat(location.login()).isEqualTo("a+b");
        assertThat(location.dataSource().getDatabaseName()).isEqualTo("news+digests");
    }

    @Test
    void withoutAUserThatOfTheProcessConnects() {
        assertThat(PostgresLocation.parse("postgresql://db/digests")
                        .orElseThrow()
                        .login())
                .isEqualTo(System.getProperty("user.name"));
    }
}
