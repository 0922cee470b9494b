package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.discord.DirectMessageChannels.OpenResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class DirectMessageChannelsTest {

    private static final int PER_MINUTE = 3;

    @TempDir
    Path folder;

    private final List<Long> opened = new ArrayList<>();
    private Database database;
    private long seconds;

    @BeforeEach
    void open() {
        database = TestDatabase.open(folder.resolve("d.sqlite"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theyAreOpenedOnceForEachPersonEvenAfterARestart() {
        DirectMessageChannels first = directMessages();
        assertThat(first.find(7)).isEmpty();
        OpenResult opening = first.open(7);
        assertThat(opening).isEqualTo(new OpenResult.ChannelOpened(InteractionChat.privateChat(1_007)));
        assertThat(first.open(7)).isEqualTo(opening);
        assertThat(directMessages().open(7)).isEqualTo(opening);
        assertThat(directMessages().find(7)).contains(InteractionChat.privateChat(1_007));
        assertThat(opened).containsExactly(7L);
    }

    @Test
    void whatAMessageFromThereTellsNeedsNoOpening() {
        DirectMessageChannels all = directMessages();
        database.writeWithoutResult(tx -> all.remember(tx, 8, 1_008));
        assertThat(all.open(8)).isEqualTo(new OpenResult.ChannelOpened(InteractionChat.privateChat(1_008)));
        assertThat(opened).isEmpty();
    }

    @Test
    void noMoreAreOpenedInAnyMinuteThanConfigured() {
        DirectMessageChannels all = directMessages();
        all.open(1);
        seconds = 50;
        all.open(2);
        all.open(3);
        assertThat(all.open(4)).isEqualTo(new OpenResult.LimitReached(Duration.ofSeconds(10)));
        assertThat(all.open(2)).isInstanceOf(OpenResult.ChannelOpened.class);
        seconds = 60;
        assertThat(all.open(4)).isInstanceOf(OpenResult.ChannelOpened.class);
        assertThat(all.open(5)).isEqualTo(new OpenResult.LimitReached(Duration.ofSeconds(50)));
        assertThat(opened).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void whatFailsIsNotRemembered() {
        var broken = new DirectMessageChannels(
                database,
                _ -> {
                    throw new IllegalStateException("not connected");
                },
                PER_MINUTE,
                System::nanoTime);
        assertThatThrownBy(() -> broken.open(9)).hasMessage("not connected");
        assertThat(broken.find(9)).isEmpty();
    }

    private DirectMessageChannels directMessages() {
        return new DirectMessageChannels(
                database,
                person -> {
                    opened.add(person);
                    return 1_000 + person;
                },
                PER_MINUTE,
                () -> TimeUnit.SECONDS.toNanos(seconds));
    }
}
