package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.Waiting;
import digestbot.database.Database;
import digestbot.database.FullDisk;
import digestbot.database.TestDatabase;
import digestbot.outside.SeededSubscribers;
import digestbot.outside.Simulators.SimulatedPlatform;
import digestbot.sandbox.SandboxPlace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The disk is full during a fan-out to both platforms, while people ask.
@Tag("faults")
@Tag("database")
class FullDiskTest extends BotStory {

    private static final int CHATS = 2_000;
    private static final int CHANNELS = 300;
    private static final String NEWS = "Something new";

    /// More than a page of the database holds.
    private static final String LONG = "世界 ".repeat(900);

    private static final String BALLAST = "x".repeat(3_000);

    @AutoClose
    private final Logged log = Logged.by("digestbot");

    private SandboxPlace forum;
    private List<SandboxPlace> channels;

    @BeforeEach
    void startBot() throws Exception {
        forum = fixture.discord.channel("forum");
        fixture.discord.promote(forum, ada);
        channels = IntStream.range(0, CHANNELS)
                .mapToObj(i -> fixture.discord.channel("news-" + i))
                .toList();
        drop("2026-01-05", "An old one");
        subscribeAll();
        start("owners: {telegram: [%1$d], discord: [%1$d]}".formatted(ada.id()));
        // Alarms stay silent for the first two minutes.
        clock.pass(Duration.ofMinutes(3));
        await().until(fixture.telegram::polls, polls -> polls > 0);
        await().until(fixture.discord.gateway()::connected, Boolean::booleanValue);
    }

    @Test
    void whatIsOwedArrivesOnceAndWhoAskedIsAnsweredWhenThereIsRoomAgain() throws Exception {
        fixture.discord.write(ada, forum, "/broadcast");
        drop(TODAY, NEWS);
        await().until(fixture.telegram::delivered, chats -> chats > 20);
        await().until(this::reached, posts -> posts > 2);
        fillTheDisk();
        assertThat(fixture.telegram.delivered()).as("stopped in the middle").isLessThan(CHATS);
        askOnBothPlatforms();
        if (!TestDatabase.isPostgres()) {
            bot().runJobNow("alarms");
        }

        FullDisk.makeRoom(bot().database());
        Waiting.count("chats on Telegram", CHATS + 1, () -> received().size());
        Waiting.count("channels on Discord", CHANNELS, this::reached);
        telegram.shows("Preview");
        assertThat(received().values()).as("ada's answer too").allMatch(times -> times == 1);
        assertThat(channels).allMatch(channel -> fixture.discord.screen(channel).size() == 1);
        assertThat(telegram.text()).containsOnlyOnce("Preview on Telegram");
        fixture.discord.write(ada, forum, "/broadcast");
        // The form appears when the bot has answered.
        await().ignoreExceptionsMatching(IllegalArgumentException.class::isInstance)
                .untilAsserted(() -> fixture.discord.submit(ada, forum, Map.of("text", LONG)));
        await().until(this::forum, text -> text.contains("Preview"));
        if (!TestDatabase.isPostgres()) { // whose schedule is in the database, too, so that no alarm is evaluated
            assertToldOnceOf();
        }
        assertLoggedOnce();
    }

    private void askOnBothPlatforms() {
        fixture.telegram.write(ada, telegram.place(), "/broadcast " + LONG);
        fixture.telegram.write(ada, telegram.place(), "/today trade");
        fixture.discord.submit(ada, forum, Map.of("text", LONG));
        await().until(this::forum, text -> text.contains("Something went wrong. Please try again"));
        clock.pass(Duration.ofSeconds(61)); // a shorter failure is no alarm
        long polls = fixture.telegram.polls();
        await().until(fixture.telegram::polls, now -> now > polls + 1); // the first update is asked for again
    }

    private void assertToldOnceOf() {
        clock.pass(Duration.ofMinutes(3));
        bot().runJobNow("alarms");
        bothShow("Database writes are working again");
        for (String told : List.of(telegram.text(), discord.text())) {
            assertThat(told)
                    .containsOnlyOnce("Database writes failing since ")
                    .contains("nothing is sent until this is fixed. Reason: [SQLITE_FULL]")
                    .containsOnlyOnce("Database writes are working again");
        }
    }

    /// Claiming fails only by chance: while the limit of deliveries in flight is reached, nothing
    /// more is claimed.
    private void assertLoggedOnce() {
        List<String> errors = log.from(Level.ERROR);
        String told = String.join("\n", log.from(Level.INFO));
        assertThat(log.withStack()).doesNotHaveDuplicates();
        assertThat(errors)
                .doesNotHaveDuplicates()
                .contains(
                        "storing Telegram updates failed, retrying",
                        "storing a Discord command or button press failed; the user was asked to retry");
        assertThat(told)
                .contains(
                        "storing Telegram updates works again (after ",
                        "Discord commands and button presses work again (after ");
        assertThat(told.contains("claiming deliveries for Telegram works again (after "))
                .isEqualTo(errors.contains("claiming deliveries for Telegram failed, retrying"));
    }

    /// Fills the database until it may not grow and has no free page.
    private void fillTheDisk() {
        bot().database().writeWithoutResult(tx -> tx.handle().execute("CREATE TABLE ballast (content TEXT NOT NULL)"));
        FullDisk.fill(bot().database());
        fill();
        awaitStandstill();
        fill(); // deliveries that were settled meanwhile have left some room
    }

    private void fill() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        bot().database()
                                .writeWithoutResult(
                                        tx -> tx.handle().execute("INSERT INTO ballast VALUES (?)", BALLAST));
                    }
                })
                .matches(Database::isStorageFailure);
    }

    /// Sending pauses as soon as one result cannot be stored.
    private void awaitStandstill() {
        await().untilAsserted(() -> assertThat(log.from(Level.ERROR))
                .anyMatch(line -> line.startsWith("storing delivery results of Telegram failed")));
    }

    private Map<Long, Integer> received() {
        Map<Long, Integer> times = new HashMap<>();
        fixture.telegram.requests().stream()
                .filter(request -> request.path().equals("sendMessage") && request.status() == 200)
                .filter(request -> request.body().path("text").asText().contains(NEWS))
                .forEach(request -> times.merge(request.body().path("chat_id").asLong(), 1, Integer::sum));
        return times;
    }

    private long reached() {
        return channels.stream()
                .filter(channel ->
                        BotFixture.text(fixture.discord.screen(channel)).contains(NEWS))
                .count();
    }

    private void subscribeAll() {
        fixture.subscribeReaders(9_000, CHATS);
        SeededSubscribers.of(fixture.database())
                .topics(List.of("trade"))
                .groups(
                        SimulatedPlatform.DISCORD,
                        channels.stream().map(SandboxPlace::id).toList());
    }

    private String forum() {
        return BotFixture.text(fixture.discord.screen(forum).stream()
                .filter(message -> message.author().isEmpty())
                .toList());
    }
}
