package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.cli.CommandLineResult;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The nightly work of a whole bot, and what its admins hear of it.
@Tag("sqlite")
@Tag("full")
class NightTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmssX");

    /// Long enough for a requested job that has nothing to do.
    private static final Duration WHILE = Duration.ofMillis(500);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final Logged log = Logged.by("digestbot.database");

    /// Some hours from now, so that it lies ahead whenever this runs.
    private final ZonedDateTime night =
            clock.instant().atZone(ZoneId.systemDefault()).plusHours(6).truncatedTo(ChronoUnit.MINUTES);
    private final LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    private BotFixture fixture;
    private Bot bot;
    private SandboxPerson ada;
    private SandboxPlace chat;
    private SandboxPlace direct;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        ada = fixture.person();
        chat = fixture.privateChat(ada);
        direct = fixture.discord.directMessages(ada);
        fixture.drop("first.md", BotFixture.digest("trade", day.minusDays(30).toString(), "An old one"));
        bot = Bot.start(fixture.config(more()), clock);
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        fixture.telegram.write(ada, chat, "/subscribe trade");
        fixture.discord.write(ada, direct, "/subscribe trade");
        until(() ->
                telegram().contains("Subscribed to Topic trade") && discord().contains("Subscribed to Topic trade"));
    }

    private String more() {
        return """
                owners: {telegram: [%1$d], discord: [%1$d]}
                backup: {at: "%2$tH:%2$tM"}
                """.formatted(ada.id(), night);
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
        log.close();
    }

    @Test
    void theDatabaseIsBackedUpAtNightAndWhatWasSettledLongAgoIsRemoved() throws Exception {
        fixture.drop("new.md", BotFixture.digest("trade", day.toString(), "Something new"));
        until(() -> telegram().contains("Something new") && discord().contains("Something new"));
        until(() -> settled() == 3); // an answer on Telegram, a digest on each
        clock.pass(Duration.ofMinutes(11));
        bot.runJobNow("upkeep");
        until(() -> backups().size() == 1);

        goTo(night.minusMinutes(1));
        bot.runJobNow("upkeep");
        await().during(WHILE).until(() -> backups().size() == 1);
        goTo(night);
        bot.runJobNow("upkeep");
        until(() -> backups().size() == 2);
        assertThat(moment(backups().getLast()))
                .isBetween(night.toInstant(), night.plusMinutes(1).toInstant());
        assertThat(settled()).isEqualTo(3);

        clock.pass(Duration.ofDays(15));
        bot.runJobNow("upkeep");
        until(() -> settled() == 0);
        assertThat(rows("SELECT 'item' FROM delivery_item UNION ALL SELECT 'part' FROM part"))
                .isEmpty();
        assertRestores(backups().get(1));
    }

    /// Restores the backup: rows that were removed since then are there again, and a bot goes on
    /// from there.
    private void assertRestores(Path backup) throws Exception {
        bot.close();
        CommandLineResult ran = CommandLineResult.of("restore", backup, "--config", fixture.configFile(more()));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        bot = Bot.start(fixture.config(more()), clock);
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        assertThat(settled()).isEqualTo(3);
        fixture.telegram.write(ada, chat, "/unsubscribe trade");
        until(() -> telegram().contains("Unsubscribed from"));
    }

    @Test
    void adminsHearOnceOfABackupThatFailedAndOnceThatItWorksAgain() throws Exception {
        Path inTheWay = Files.writeString(fixture.database().resolveSibling("backups"), "no folder");
        clock.pass(Duration.ofMinutes(11));
        fail(1);
        bot.runJobNow("alarms");
        until(() -> both("Nightly backup failing since"));
        clock.pass(Duration.ofMinutes(61));
        fail(2);
        bot.runJobNow("alarms");
        await().during(WHILE).untilAsserted(() -> assertEach("Nightly backup failing since"));

        Files.delete(inTheWay);
        clock.pass(Duration.ofMinutes(61));
        bot.runJobNow("upkeep");
        until(() -> log.from(Level.INFO).stream().anyMatch(line -> line.startsWith("backed up: ")));
        until(() -> {
            bot.runJobNow("alarms");
            return both("The nightly backup is working again after 2 h.");
        });
        bot.runJobNow("alarms");
        await().during(WHILE).untilAsserted(() -> assertEach("The nightly backup is working again"));
        assertEach("Nightly backup failing since");
    }

    /// Attempts a backup that fails, for the given time in a row.
    private void fail(int times) {
        bot.runJobNow("upkeep");
        until(() -> log.from(Level.ERROR).stream()
                        .filter(line -> line.startsWith("backup failed, next attempt in an hour"))
                        .count()
                == times);
    }

    private boolean both(String text) {
        return telegram().contains(text) && discord().contains(text);
    }

    private void assertEach(String text) {
        assertThat(telegram()).containsOnlyOnce(text);
        assertThat(discord()).containsOnlyOnce(text);
    }

    private void goTo(ZonedDateTime moment) {
        clock.pass(Duration.between(clock.instant(), moment.toInstant()));
    }

    /// The oldest first.
    private List<Path> backups() {
        Path made = fixture.database().resolveSibling("backups");
        if (!Files.isDirectory(made)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(made)) {
            return files.filter(file -> file.toString().endsWith(".sqlite"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant moment(Path backup) {
        String name = backup.getFileName().toString();
        return MOMENT.parse(name.substring("stage-".length(), name.length() - ".sqlite".length()), Instant::from);
    }

    private long settled() {
        return rows("SELECT state FROM delivery WHERE settled_at IS NOT NULL").size();
    }

    private List<String> rows(String sql) {
        return bot.database()
                .read(tx -> tx.handle().createQuery(sql).mapTo(String.class).list());
    }

    private static void until(Callable<Boolean> fact) {
        await().atMost(PATIENCE).until(fact);
    }

    private String telegram() {
        return BotFixture.text(fixture.telegram.screen(chat));
    }

    private String discord() {
        return BotFixture.text(fixture.discord.screen(direct));
    }
}
