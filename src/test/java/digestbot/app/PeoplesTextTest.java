package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.clientview.ClientRow;
import digestbot.database.StoredValues;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The names that people give themselves and their groups, and the text that they type, can neither
/// reverse the bot's messages nor pile up marks on them: they are sanitized in everything that the
/// bot sends and stores, on both platforms.
@Tag("full")
class PeoplesTextTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String UNCLEAN = "Ev\u202eil\u2067" + "\u0301".repeat(30);
    private static final Pattern DISTURBING = Pattern.compile("[\u202a-\u202e\u2066-\u2069]|\\p{M}{9}");

    private static final SandboxPerson OLGA = new SandboxPerson(900, "Olga", "en");
    private static final SandboxPerson EVIL = new SandboxPerson(666, UNCLEAN, "en");

    @TempDir
    Path folder;

    private BotFixture fixture;
    private Bot bot;
    private List<ChatDriver> owners;
    private List<ChatDriver> readers;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        fixture.drop("first.md", BotFixture.digest("trade", "2026-02-06", "What happened"));
        owners = ChatDriver.onBoth(fixture, OLGA.id());
        readers = ChatDriver.onBoth(fixture, EVIL.id());
        bot = Bot.start(
                fixture.config("owners: {telegram: [%1$d], discord: [%1$d]}".formatted(OLGA.id())),
                SameMinuteClock.clock());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        await().atMost(PATIENCE).until(() -> fixture.telegram.polls() > 0 && fixture.discord.connected());
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void isCleanInEchoes() throws Exception {
        for (ChatDriver reader : readers) {
            for (String command : List.of(
                    "/today",
                    "/perspective",
                    "/search",
                    "/digest",
                    "/zone",
                    "/subscribe",
                    "/unsubscribe",
                    "/changes")) {
                reader.ask(command + " " + UNCLEAN);
            }
        }
        for (ChatDriver owner : owners) {
            owner.ask("/release " + UNCLEAN);
        }
        owners.getFirst().ask("/broadcast Hello " + UNCLEAN);
        assertClean();
        assertThat(sent()).as("something was echoed").anyMatch(body -> body.contains("Evil"));
    }

    @Test
    void isCleanInTheNamesOfThoseWhoHaveRoles() throws Exception {
        SandboxPlace group = new SandboxPlace(-1_001, SandboxPlace.Kind.GROUP, "Group");
        fixture.telegram.join(EVIL, group);
        fixture.telegram.join(OLGA, group);
        fixture.telegram.write(EVIL, group, "hello");
        long hello = fixture.telegram.screen(group).getLast().id();
        fixture.telegram.reply(OLGA, group, hello, "/role editor");
        SandboxPlace direct = fixture.discord.directMessages(EVIL);
        fixture.discord.write(EVIL, direct, "/help");
        owners.getLast().ask("/role <@666> editor");
        await().atMost(PATIENCE).until(() -> texts("SELECT name FROM role").size() == 2);
        for (ChatDriver owner : owners) {
            owner.ask("/roles");
            owner.ask("/audit");
        }
        assertClean();
        assertThat(texts("SELECT name FROM role")).allMatch(name -> name.startsWith("Evil"));
    }

    @Test
    void isCleanInTheTitlesOfGroupsAndChannels() throws Exception {
        SandboxPlace group = new SandboxPlace(-1_002, SandboxPlace.Kind.GROUP, UNCLEAN);
        fixture.telegram.join(EVIL, group);
        fixture.telegram.promote(group, EVIL);
        fixture.telegram.write(EVIL, group, "/subscribe trade");
        SandboxPlace channel = fixture.discord.channel(UNCLEAN);
        fixture.discord.promote(channel, EVIL);
        fixture.discord.write(EVIL, channel, "/subscribe trade");
        await().atMost(PATIENCE)
                .until(() ->
                        texts("SELECT title FROM subscriber WHERE title <> ''").size() == 2);
        assertClean();
        assertThat(texts("SELECT title FROM subscriber WHERE title <> ''")).allMatch(title -> title.contains("Evil"));
    }

    @Test
    void isCleanInWhatTheySayIsWrong() throws Exception {
        ChatDriver telegram = readers.getFirst();
        ShownMessage digest = telegram.ask("/today");
        ShownMessage choice = telegram.press(digest, "mistake");
        telegram.press(choice, "United States");
        telegram.ask(UNCLEAN);

        ChatDriver discord = readers.getLast();
        ShownMessage onDiscord = discord.ask("/today");
        fixture.discord.press(EVIL, discord.place(), onDiscord.id(), number(onDiscord, "mistake"), 0);
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(IllegalArgumentException.class::isInstance)
                .until(() -> {
                    fixture.discord.submit(EVIL, discord.place(), Map.of("text", "wrong: " + UNCLEAN));
                    return true;
                });
        await().atMost(PATIENCE)
                .until(() -> texts("SELECT words FROM mistake WHERE words LIKE '%Ev%il%'")
                                .size()
                        == 2);
        await().atMost(PATIENCE)
                .until(() -> sent().filter(body -> body.contains("il"))
                                .filter(body -> body.contains("wrong: "))
                                .count()
                        > 0);
        assertClean();
        assertThat(texts("SELECT words FROM mistake")).allMatch(words -> words.contains("Evil"));
    }

    private static int number(ShownMessage message, String label) {
        return message.rows().stream()
                .filter(ClientRow.ButtonRow.class::isInstance)
                .flatMap(row -> ((ClientRow.ButtonRow) row).buttons().stream())
                .filter(key -> key.label().contains(label))
                .findFirst()
                .orElseThrow()
                .number();
    }

    private void assertClean() {
        assertThat(sent()).noneMatch(body -> DISTURBING.matcher(body).find());
        Map<String, List<String>> stored = bot.database().read(StoredValues::of);
        assertThat(stored).isNotEmpty();
        stored.forEach((column, values) -> assertThat(values)
                .as(column)
                .noneMatch(value -> DISTURBING.matcher(value).find()));
    }

    /// The requests that the bot sent to the platforms, verbatim.
    private Stream<String> sent() {
        return Stream.of((PlatformSandbox) fixture.telegram, fixture.discord)
                .flatMap(platform -> platform.requests().stream())
                .map(RecordedRequest::body)
                .map(Object::toString);
    }

    private List<String> texts(String sql) {
        return bot.database()
                .read(tx -> tx.handle().createQuery(sql).mapTo(String.class).list().stream()
                        .filter(text -> text != null)
                        .toList());
    }
}
