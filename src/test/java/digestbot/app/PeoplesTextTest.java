package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.sandbox.Bubble;
import digestbot.sandbox.Place;
import digestbot.sandbox.Platform;
import digestbot.sandbox.Recorded;
import digestbot.sandbox.Row;
import digestbot.sandbox.Someone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The names that people give themselves and their groups, and the text that they type, neither turns the bot's
/// messages around nor piles
/// up on them: it is clean in everything that the bot sends and stores, on both platforms.
@Timeout(120)
class PeoplesTextTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String UNCLEAN = "Ev\u202eil\u2067" + "\u0301".repeat(30);
    private static final Pattern DISTURBING = Pattern.compile("[\u202a-\u202e\u2066-\u2069]|\\p{M}{9}");

    private static final Someone OLGA = new Someone(900, "Olga", "en");
    private static final Someone EVIL = new Someone(666, UNCLEAN, "en");

    @TempDir
    Path folder;

    private Stage stage;
    private Bot bot;
    private List<Asker> owners;
    private List<Asker> readers;

    @BeforeEach
    void start() throws Exception {
        stage = new Stage(folder);
        stage.drop("first.md", Stage.digest("trade", "2026-02-06", "What happened"));
        owners = Asker.onBoth(stage, OLGA.id());
        readers = Asker.onBoth(stage, EVIL.id());
        bot = Bot.start(stage.config("admins: {telegram: [%1$d], discord: [%1$d]}".formatted(OLGA.id())), Noon.clock());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
        await().atMost(PATIENCE).until(() -> stage.telegram.polls() > 0 && stage.discord.connected());
    }

    @AfterEach
    void stop() {
        bot.close();
        stage.close();
    }

    @Test
    void isCleanInEchoes() throws Exception {
        for (Asker reader : readers) {
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
        for (Asker owner : owners) {
            owner.ask("/release " + UNCLEAN);
        }
        owners.getFirst().ask("/broadcast Hello " + UNCLEAN);
        assertClean();
        assertThat(sent()).as("something was echoed").anyMatch(body -> body.contains("Evil"));
    }

    @Test
    void isCleanInTheNamesOfThoseWhoHaveRoles() throws Exception {
        Place group = new Place(-1_001, Place.Kind.GROUP, "Group");
        stage.telegram.join(EVIL, group);
        stage.telegram.join(OLGA, group);
        stage.telegram.write(EVIL, group, "hello");
        long hello = stage.telegram.screen(group).getLast().id();
        stage.telegram.reply(OLGA, group, hello, "/role editor");
        Place direct = stage.discord.directMessages(EVIL);
        stage.discord.write(EVIL, direct, "/help");
        owners.getLast().ask("/role <@666> editor");
        await().atMost(PATIENCE).until(() -> texts("SELECT name FROM role").size() == 2);
        for (Asker owner : owners) {
            owner.ask("/roles");
            owner.ask("/audit");
        }
        assertClean();
        assertThat(texts("SELECT name FROM role")).allMatch(name -> name.startsWith("Evil"));
    }

    @Test
    void isCleanInTheTitlesOfGroupsAndChannels() throws Exception {
        Place group = new Place(-1_002, Place.Kind.GROUP, UNCLEAN);
        stage.telegram.join(EVIL, group);
        stage.telegram.promote(group, EVIL);
        stage.telegram.write(EVIL, group, "/subscribe trade");
        Place channel = stage.discord.channel(UNCLEAN);
        stage.discord.promote(channel, EVIL);
        stage.discord.write(EVIL, channel, "/subscribe trade");
        await().atMost(PATIENCE)
                .until(() ->
                        texts("SELECT title FROM subscriber WHERE title <> ''").size() == 2);
        assertClean();
        assertThat(texts("SELECT title FROM subscriber WHERE title <> ''")).allMatch(title -> title.contains("Evil"));
    }

    @Test
    void isCleanInWhatTheySayIsWrong() throws Exception {
        Asker telegram = readers.getFirst();
        Bubble digest = telegram.ask("/today");
        Bubble choice = telegram.press(digest, "mistake");
        telegram.press(choice, "United States");
        telegram.ask("/mistake " + UNCLEAN);

        Asker discord = readers.getLast();
        Bubble onDiscord = discord.ask("/today");
        stage.discord.press(EVIL, discord.place(), onDiscord.id(), number(onDiscord, "mistake"), 0);
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(IllegalArgumentException.class::isInstance)
                .until(() -> {
                    stage.discord.submit(EVIL, discord.place(), Map.of("text", "wrong: " + UNCLEAN));
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

    private static int number(Bubble bubble, String label) {
        return bubble.rows().stream()
                .filter(Row.Keys.class::isInstance)
                .flatMap(row -> ((Row.Keys) row).keys().stream())
                .filter(key -> key.label().contains(label))
                .findFirst()
                .orElseThrow()
                .number();
    }

    private void assertClean() {
        assertThat(sent()).noneMatch(body -> DISTURBING.matcher(body).find());
        for (String table : texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")) {
            for (String column : texts("SELECT name FROM pragma_table_info('" + table + "') WHERE type = 'TEXT'")) {
                assertThat(texts("SELECT \"%s\" FROM \"%s\"".formatted(column, table)))
                        .as(table + "." + column)
                        .noneMatch(text -> DISTURBING.matcher(text).find());
            }
        }
    }

    /// Everything that the bot asked of the platforms, as it stands in the requests.
    private Stream<String> sent() {
        return Stream.of((Platform) stage.telegram, stage.discord)
                .flatMap(platform -> platform.requests().stream())
                .map(Recorded::body)
                .map(Object::toString);
    }

    private List<String> texts(String sql) {
        return bot.database()
                .read(tx -> tx.handle().createQuery(sql).mapTo(String.class).list().stream()
                        .filter(text -> text != null)
                        .toList());
    }
}
