package digestbot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.database.TestDatabase;
import digestbot.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SharedClockTest {

    @RegisterExtension
    private final TestDatabase opened = new TestDatabase();

    private Duration ahead = Duration.ofHours(-1);

    @Test
    void tellsOnceThatThisMachinesClockIsWrongAndGoesByTheDatabases() {
        InstantSource databases = () -> opened.database().read(Transaction::databaseTime);
        Instant before = databases.instant();
        try (Logged log = Logged.by(SharedClock.class.getName())) {
            var clock =
                    new SharedClock(opened.database(), () -> databases.instant().plus(ahead));
            clock.synchronize();
            assertThat(clock.instant()).isAfterOrEqualTo(before.minusMillis(1));
            assertThat(log.from(Level.INFO)).singleElement().asString().contains("differs from the database's by -3");
            ahead = Duration.ZERO;
            clock.synchronize();
            assertThat(log.from(Level.INFO)).hasSize(2).last().asString().contains("agrees");
        }
    }
}
