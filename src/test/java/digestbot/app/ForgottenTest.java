package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.Waiting;
import digestbot.database.Erasure;
import digestbot.database.MaintenanceTime;
import digestbot.database.StoredValues;
import digestbot.database.TestDatabase;
import digestbot.delivery.upkeep.Upkeep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// After a person asked to be forgotten, every byte of the database and of its log is searched, or
/// every value on a server.
@Tag("full")
@Tag("database")
class ForgottenTest extends BotStory {

    /// More than four bytes, so that nothing equals it by chance.
    private static final long PERSON = 0x1A4B_7C5D_9E3FL;

    private static final String SEARCHED = "zyxwords";
    private static final String REPORTED = "qqmistake";

    @Test
    void noWordOfThePersonIsInTheFilesAMinuteLaterAndNoCopyAfterTheNight() throws Exception {
        drop(TODAY, "Steel and tariffs");
        start(OWNER);
        ChatDriver.onTelegram(fixture, fixture.privateChat(OLGA), OLGA).write("/start", "");
        List<ChatDriver> readers = ChatDriver.onBoth(fixture, PERSON);
        for (ChatDriver reader : readers) {
            reader.write("/subscribe trade", "Subscribed to");
            reader.write("/search " + SEARCHED, "No digest has “" + SEARCHED);
            reader.write("/today trade", "Steel and tariffs");
            reader.pressOnly(reader.newest(), "👍");
            report(reader);
        }
        Waiting.count("votes", 2, () -> Long.parseLong(votes().getFirst()));
        assertThat(votes()).containsExactly("2", "2");
        assertThat(remains()).as("before").contains(SEARCHED, REPORTED, "the id");
        for (ChatDriver reader : readers) {
            reader.write("/forget", "Yes, delete");
            reader.tap("Yes, delete", "All your data has been deleted.");
        }
        assertThat(votes()).as("votes").containsExactly("0", "0");
        await("nothing is left to send")
                .untilAsserted(
                        () -> assertThat(column("SELECT cause FROM delivery WHERE state IN ('queued', 'in_flight')"))
                                .isEmpty());
        do { // the log can only be emptied while nobody reads
            tend();
        } while (!remains().isEmpty());
        clock.pass(Duration.ofDays(2));
        tend();
        assertThat(remains()).as("after the night").isEmpty();
        if (!TestDatabase.isPostgres()) {
            assertThat(column("SELECT requested = 0 OR requested <> rewritten OR requested <> emptied FROM erasure"))
                    .as("erasures that are not done")
                    .containsExactly("0");
        }
    }

    /// The number of stored votes, and their total.
    private List<String> votes() {
        return column("SELECT count(*) FROM vote UNION ALL SELECT balanced + one_sided FROM vote_count");
    }

    /// On Telegram the person chooses a perspective and replies; Discord has a form.
    private void report(ChatDriver reader) throws InterruptedException {
        if (reader.platform() == fixture.discord) {
            reader.pressOnly(
                    reader.messages()
                            .filter(message -> ChatDriver.keys(message)
                                    .anyMatch(key -> key.label().equals("Report a mistake")))
                            .findFirst()
                            .orElseThrow(),
                    "mistake");
            fixture.submit(reader.person(), reader.place(), REPORTED + " it says");
        } else {
            reader.tap("⋯", "Report a mistake");
            reader.tap("mistake", "which part");
            reader.tap("China", "What is wrong?");
            reader.platform().write(reader.person(), reader.place(), REPORTED + " it says");
        }
        reader.shows("passed it on");
    }

    /// The bot's work of each minute.
    private void tend() {
        var maintenanceTime = new MaintenanceTime(LocalTime.of(3, 15), ZoneOffset.UTC);
        Instant started = clock.instant().minus(Duration.ofHours(1));
        new Upkeep(bot().database(), 0, maintenanceTime, clock, System::nanoTime).forgetIfDue();
        var times = new ArrayList<>(List.of(started));
        var erasure = new Erasure(
                bot().database(), maintenanceTime, () -> times.size() > 1 ? clock.instant() : times.getFirst());
        times.add(clock.instant());
        erasure.eraseIfDue();
    }

    /// The person's data that can still be read, from the files if the database has some.
    private List<String> remains() throws IOException {
        return TestDatabase.isPostgres() ? remainsOnTheServer() : remainsInTheFiles();
    }

    private List<String> remainsOnTheServer() {
        Map<String, String> markers = Map.of(SEARCHED, SEARCHED, REPORTED, REPORTED, String.valueOf(PERSON), "the id");
        return bot().database().read(StoredValues::of).values().stream()
                .flatMap(List::stream)
                .flatMap(value -> markers.keySet().stream().filter(value::contains))
                .distinct()
                .map(markers::get)
                .toList();
    }

    private List<String> remainsInTheFiles() throws IOException {
        String bytes = raw(fixture.database()) + raw(Path.of(fixture.database() + "-wal"));
        byte[] id = new byte[6];
        ByteBuffer.wrap(ByteBuffer.allocate(8).putLong(PERSON).array(), 2, 6).get(id);
        Map<String, String> markers =
                Map.of(SEARCHED, SEARCHED, REPORTED, REPORTED, "the id", new String(id, StandardCharsets.ISO_8859_1));
        return Stream.of(SEARCHED, REPORTED, "the id")
                .filter(marker -> bytes.contains(markers.get(marker)))
                .toList();
    }

    private static String raw(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }
}
