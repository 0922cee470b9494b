package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Waiting;
import digestbot.database.StoredValues;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Names of people and groups, and the text that people type, cannot reverse the bot's messages or
/// pile up marks on them: they are cleaned in everything that the bot sends and stores, on both
/// platforms.
@Tag("full")
class PeoplesTextTest extends BotStory {

    private static final String UNCLEAN = "Ev\u202eil\u2067" + "\u0301".repeat(30);
    private static final Pattern DISTURBING = Pattern.compile("[\u202a-\u202e\u2066-\u2069]|\\p{M}{9}");
    private static final SandboxPerson EVIL = new SandboxPerson(666, UNCLEAN, "en");

    private List<ChatDriver> owners;
    private List<ChatDriver> readers;

    @BeforeEach
    void startBot() throws Exception {
        drop(TODAY, "What happened");
        start(OWNER);
        owners = ChatDriver.onBoth(fixture, OLGA.id());
        readers = List.of(
                ChatDriver.onTelegram(fixture, fixture.privateChat(EVIL), EVIL),
                ChatDriver.onDiscord(fixture, fixture.discord.directMessages(EVIL), EVIL));
    }

    @Test
    void isCleanInEchoes() throws Exception {
        for (ChatDriver reader : readers) {
            for (String command :
                    List.of("/today", "/perspective", "/search", "/digest", "/zone", "/subscribe", "/unsubscribe")) {
                reader.ask(command + " " + UNCLEAN);
            }
        }
        for (ChatDriver owner : owners) {
            owner.ask("/release " + UNCLEAN);
        }
        owners.getFirst().ask("/broadcast Hello " + UNCLEAN);
        assertThat(sent()).as("something was echoed").anyMatch(body -> body.contains("Evil"));
        assertClean();
    }

    @Test
    void isCleanInTheNamesOfPeopleAndPlacesAndInWhatTheySayIsWrong() throws Exception {
        SandboxPlace group = new SandboxPlace(-1_002, SandboxPlace.Kind.GROUP, UNCLEAN);
        fixture.telegram.promote(group, EVIL);
        fixture.telegram.join(OLGA, group);
        ChatDriver.onTelegram(fixture, group, EVIL).write("/subscribe trade", "will be posted here");
        fixture.telegram.reply(
                OLGA, group, fixture.telegram.screen(group).getFirst().id(), "/role editor");
        SandboxPlace channel = fixture.discord.channel(UNCLEAN);
        fixture.discord.promote(channel, EVIL);
        ChatDriver.onDiscord(fixture, channel, EVIL).write("/subscribe trade", "will be posted here");
        owners.getLast().ask("/role <@666> editor");
        stored("SELECT name FROM role", 2);
        stored("SELECT title FROM subscriber WHERE title <> ''", 2);
        for (ChatDriver owner : owners) {
            owner.ask("/roles");
        }

        ChatDriver telegram = readers.getFirst();
        telegram.write("/today", "What happened");
        telegram.tap("⋯", "Report a mistake");
        telegram.tap("mistake", "which part");
        telegram.tap("United States", "What is wrong?");
        telegram.write(UNCLEAN, "passed it on");
        ChatDriver discord = readers.getLast();
        discord.write("/today", "What happened");
        ShownMessage digest = discord.newest();
        discord.pressOnly(digest, "mistake");
        fixture.submit(EVIL, discord.place(), "wrong: " + UNCLEAN);
        stored("SELECT words FROM mistake WHERE words LIKE '%Evil%'", 2);
        assertClean();
    }

    /// The name in each value is clean.
    private void stored(String sql, int count) {
        assertThat(Waiting.exactly(count, () -> column(sql))).allMatch(value -> value.contains("Evil"));
    }

    private void assertClean() {
        assertThat(sent()).noneMatch(body -> DISTURBING.matcher(body).find());
        Map<String, List<String>> stored = bot().database().read(StoredValues::of);
        assertThat(stored).isNotEmpty();
        stored.forEach((column, values) -> assertThat(values)
                .as(column)
                .noneMatch(value -> DISTURBING.matcher(value).find()));
    }

    private Stream<String> sent() {
        return Stream.of((PlatformSandbox) fixture.telegram, fixture.discord)
                .flatMap(platform -> platform.requests().stream())
                .map(RecordedRequest::body)
                .map(Object::toString);
    }
}
