package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.database.Erasure;
import digestbot.database.MaintenanceTime;
import digestbot.database.StoredValues;
import digestbot.database.TestDatabase;
import digestbot.delivery.upkeep.SilentChats;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person asks to be forgotten, and then every byte of the database and of its log is searched, or
/// every value that a server has.
@Tag("full")
@Tag("database")
class ForgottenTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// More than four bytes, so that nothing equals it by chance.
    private static final long PERSON = 0x1A4B_7C5D_9E3FL;

    private static final String SEARCHED = "zyxwords";
    private static final String REPORTED = "qqmistake";

    @TempDir
    Path folder;

    private final LocalDate day = LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    private Instant now = InstantSource.system().instant();
    private BotFixture fixture;
    private Bot bot;
    private List<ChatDriver> askers;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        fixture.drop("trade.md", BotFixture.digest("trade", day.toString(), "Steel and tariffs"));
        bot = Bot.start(fixture.config("owners: {telegram: [900]}"), InstantSource.system());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        askers = ChatDriver.onBoth(fixture, PERSON);
        var owner = new SandboxPerson(900, "Olga", "en");
        SandboxPlace owners = fixture.privateChat(owner);
        fixture.telegram.write(owner, owners, "/start");
        await().atMost(PATIENCE).until(() -> !fixture.telegram.screen(owners).isEmpty());
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void noWordOfThePersonIsInTheFilesAMinuteLaterAndNoCopyAfterTheNight() throws Exception {
        for (ChatDriver asker : askers) {
            asker.ask("/subscribe trade");
            asker.ask("/search " + SEARCHED + " steel");
            asker.ask("/search steel");
            vote(asker, asker.ask("/today trade"));
            report(asker, asker.ask("/today trade"));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(votes()).containsExactly(2L, 2L));
        assertThat(remains()).contains(SEARCHED, REPORTED, "the id");
        for (ChatDriver asker : askers) {
            ShownMessage question = asker.ask("/forget");
            assertThat(BotFixture.text(List.of(asker.press(question, "Yes, delete"))))
                    .contains("All your data has been deleted.");
        }
        assertThat(votes()).containsExactly(0L, 0L);
        await().atMost(PATIENCE).untilAsserted(() -> {
            tend();
            assertThat(remains()).isEmpty();
        });
        now = now.plus(Duration.ofDays(2));
        tend();
        assertThat(remains()).isEmpty();
        if (!TestDatabase.isPostgres()) {
            int unfinished = bot.database()
                    .read(tx -> tx.select(
                                    "SELECT requested = 0 OR requested <> rewritten OR requested <> emptied FROM erasure")
                            .mapTo(Integer.class)
                            .one());
            assertThat(unfinished).isZero();
        }
    }

    @Test
    void whatAGroupSearchedForIsForgottenWithTheGroup() throws Exception {
        var ida = new SandboxPerson(601, "Ida", "en");
        var group = new SandboxPlace(-1_001_000_000_601L, SandboxPlace.Kind.GROUP, "Readers");
        fixture.telegram.promote(group, ida);
        fixture.telegram.write(ida, group, "/search " + SEARCHED + " steel");
        await().atMost(PATIENCE)
                .until(() -> BotFixture.text(fixture.telegram.screen(group)).contains("Search: " + SEARCHED));
        assertThat(remains()).contains(SEARCHED);
        fixture.telegram.write(ida, group, "/forget");
        await().atMost(PATIENCE)
                .until(() -> BotFixture.text(fixture.telegram.screen(group)).contains("Yes, delete"));
        fixture.telegram.press(
                ida, group, fixture.telegram.screen(group).getLast().id(), 1, 0);
        await().atMost(PATIENCE).untilAsserted(() -> {
            tend();
            assertThat(remains()).doesNotContain(SEARCHED);
        });
    }

    /// The answer pops up on Telegram; on Discord it is a message.
    private void vote(ChatDriver asker, ShownMessage digest) throws InterruptedException {
        if (asker.platform() == fixture.discord) {
            asker.press(digest, "Balanced");
        } else {
            asker.platform().press(asker.person(), asker.place(), digest.id(), number(digest, "Balanced"), 0);
        }
    }

    /// The number of stored votes, and their total.
    private List<Long> votes() {
        return bot.database()
                .read(tx -> tx.select("SELECT count(*) FROM vote UNION ALL SELECT balanced + one_sided FROM vote_count")
                        .mapTo(Long.class)
                        .list());
    }

    /// On Telegram a perspective is chosen, and a reply follows; Discord has a form.
    private void report(ChatDriver asker, ShownMessage digest) throws InterruptedException {
        if (asker.platform() == fixture.discord) {
            asker.platform().press(asker.person(), asker.place(), digest.id(), number(digest, "mistake"), 0);
            await().atMost(PATIENCE).until(() -> {
                try {
                    fixture.discord.submit(asker.person(), asker.place(), Map.of("text", REPORTED + " it says"));
                    return true;
                } catch (RuntimeException _) {
                    return false;
                }
            });
            asker.next("to the form");
        } else {
            asker.press(asker.press(digest, "mistake"), "China");
            asker.ask(REPORTED + " it says");
        }
    }

    private static int number(ShownMessage message, String label) {
        return message.rows().stream()
                .filter(digestbot.clientview.ClientRow.ButtonRow.class::isInstance)
                .flatMap(row -> ((digestbot.clientview.ClientRow.ButtonRow) row).buttons().stream())
                .filter(key -> key.label().contains(label))
                .findFirst()
                .orElseThrow()
                .number();
    }

    /// The bot's work of each minute.
    private void tend() {
        var maintenanceTime = new MaintenanceTime(LocalTime.of(3, 15), ZoneOffset.UTC);
        Instant started = now.minus(Duration.ofHours(1));
        new SilentChats(bot.database(), 0, maintenanceTime, () -> now).forgetIfDue();
        var clock = new ArrayList<>(List.of(started));
        var erasure = new Erasure(bot.database(), maintenanceTime, () -> clock.size() > 1 ? now : clock.getFirst());
        clock.add(now);
        erasure.eraseIfDue();
    }

    /// The person's data that can still be read, from the files if the database has some.
    private List<String> remains() throws IOException {
        return TestDatabase.isPostgres() ? remainsOnTheServer() : remainsInTheFiles();
    }

    private List<String> remainsOnTheServer() {
        Map<String, String> markers = Map.of(SEARCHED, SEARCHED, REPORTED, REPORTED, String.valueOf(PERSON), "the id");
        return bot.database().read(StoredValues::of).values().stream()
                .flatMap(List::stream)
                .flatMap(value -> markers.keySet().stream().filter(value::contains))
                .distinct()
                .map(markers::get)
                .toList();
    }

    private List<String> remainsInTheFiles() throws IOException {
        String bytes = raw(fixture.database()) + raw(Path.of(fixture.database() + "-wal"));
        List<String> found = new ArrayList<>();
        for (String marker : List.of(SEARCHED, REPORTED)) {
            if (bytes.contains(marker)) {
                found.add(marker);
            }
        }
        byte[] id = new byte[6];
        ByteBuffer.wrap(ByteBuffer.allocate(8).putLong(PERSON).array(), 2, 6).get(id);
        if (bytes.contains(new String(id, StandardCharsets.ISO_8859_1))) {
            found.add("the id");
        }
        return found;
    }

    private static String raw(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }
}
