package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import digestbot.Waiting;
import digestbot.audience.vote.TestVotes;
import digestbot.audience.vote.VoteStore;
import digestbot.delivery.outbox.DeliveryCause;
import digestbot.delivery.outbox.DeliveryState;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.Channel;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;

/// Conversations about one feature each, each with a bot of its own.
class FeatureConversationsTest {

    /// A link subscribes to a topic; five taps later, all topics arrive every morning as one message.
    @Nested
    class Bundles extends GoldenConversations {

        private static final List<String> TOPICS = List.of("energy", "sport", "trade");

        private static final int ALL_TOPICS = 6;
        private static final int CHOOSE_A_TIME = 6;
        private static final int THE_SEVENTH_CITY = 7;
        private static final int EIGHT = 3;

        private final InstantSource usual = SameMinuteClock.clock();
        private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

        @Override
        InstantSource clock() {
            return () -> usual.instant().plus(later.get());
        }

        @Override
        void prepare() throws IOException {
            for (String topic : TOPICS) {
                fixture.drop(topic + ".md", BotFixture.paired(topic, "2026-01-05", "An old one"));
            }
        }

        @Override
        void converse() throws IOException {
            Dialogue telegram = onTelegram(701, "Ada");
            Dialogue discord = onDiscord(702, "Ada");
            telegram.write("/start trade");
            discord.write("/subscribe trade");
            List<Dialogue> both = List.of(telegram, discord);
            both.forEach(one -> one.press(ALL_TOPICS, CHOOSE_A_TIME, THE_SEVENTH_CITY, EIGHT));
            for (int i = 0; i < TOPICS.size(); i++) {
                String news = "News of %1$s\n- More of %1$s".formatted(TOPICS.get(i));
                fixture.drop("new-" + i + ".md", BotFixture.paired(TOPICS.get(i), "2026-02-06", news));
                BotFixture.awaitDeliveries(bot, DeliveryCause.DIGEST, DeliveryState.QUEUED, 2L * (i + 1));
            }
            // A delivery in flight would lose its claim when hours pass at once.
            await().untilAsserted(() -> assertThat(BotFixture.deliveries(bot, DeliveryCause.REPLY))
                    .doesNotContainKey(DeliveryState.IN_FLIGHT));
            later.set(Duration.ofHours(19));
            bot.wakeAll();
            assertAll(both.stream().map(one -> () -> {
                one.happens("the night is over", 1);
                one.press(1);
                one.write("/latest");
                one.press(2);
                one.write("/today");
                one.isAsWritten("bundle");
            }));
        }

        @Override
        String config() {
            return """
                    topics:
                      trade:
                        emoji: 📦
                        perspectives:
                          us: {emoji: 🇺🇸, short: US}
                          china: {emoji: 🇨🇳, short: China}
                    """;
        }
    }

    @Nested
    class Places extends GoldenConversations {

        private SandboxPlace forum;

        @Override
        void prepare() throws Exception {
            drop("-before.md", "2026-01-05", "energy", "An old one");
            drop("-before.md", "2026-01-05", "trade", "An old one");
            forum = fixture.discord.channel(Channel.Kind.FORUM, "daily", "Sport", "topic TRADE");
        }

        private void drop(String file, String day, String topic, String highlight) throws Exception {
            fixture.drop(topic + file, BotFixture.paired(topic, day, highlight));
        }

        @Override
        void converse() {
            assertAll(this::forumOnTelegram, this::forumOnDiscord, this::announcementsOnDiscord);
        }

        /// Two topics in one thread; then one of them in another.
        private void forumOnTelegram() throws Exception {
            Dialogue ada = onTelegram(language.onTelegram(601, "Ada"), group(606, "Readers"));
            fixture.telegram.promote(ada.place(), ada.person());
            writeIn(ada, 7, "/subscribe trade");
            writeIn(ada, 7, "/subscribe energy");
            writeIn(ada, 8, "/settings");
            ada.press(1, 1, 4);
            writeIn(ada, 7, "/settings");
            ada.press(1, 1);
            for (String topic : List.of("energy", "trade")) {
                drop(".md", "2026-02-06", topic, "About " + topic);
                ada.happens("a digest about " + topic + " is put into the folder", 1);
            }
            ada.isAsWritten("places");
        }

        private void writeIn(Dialogue one, long thread, String line) {
            SandboxPlace group = one.place();
            var place = new SandboxPlace(group.id(), group.kind(), group.title() + " #" + thread);
            one.transcript()
                    .write(
                            one.person(),
                            place,
                            line,
                            () -> fixture.telegram.writeInThread(one.person(), group, thread, line));
        }

        /// Changes from one post for all to a post for each digest, which is corrected there.
        private void forumOnDiscord() throws Exception {
            SandboxPerson person = language.onDiscord(602, "Ben");
            SandboxPlace post = fixture.discord.thread(forum, "welcome");
            fixture.discord.promote(forum, person);
            var transcript = new Transcript(
                    fixture.discord, place -> fixture.discord.threads(forum).contains(place));
            var ben = new Dialogue(transcript, person, post, "discord/" + language + "/");
            ben.write("/subscribe trade");
            ben.press(7, 4);
            fixture.drop("posted.md", BotFixture.paired("trade", "2026-02-05", "About Thursday"));
            ben.happens("a digest is put into the folder", 1);
            fixture.drop("posted.md", BotFixture.paired("trade", "2026-02-05", "About Thursday, corrected"));
            ben.happens("its file is corrected", 1);
            assertThat(fixture.discord.requests().stream()
                            .filter(request -> request.path().contains("/channels/" + forum.id() + "/threads"))
                            .flatMap(request ->
                                    request.body().path("applied_tags").valueStream())
                            .map(tag -> Long.parseLong(tag.asText())))
                    .as("the tag that is called like the post's topic")
                    .containsExactly(forum.id() + 2);
            ben.isAsWritten("forum");
        }

        private void announcementsOnDiscord() throws Exception {
            SandboxPlace news = fixture.discord.channel(Channel.Kind.ANNOUNCEMENT, "news");
            Dialogue eve = onDiscord(language.onDiscord(603, "Eve"), news);
            fixture.discord.promote(news, eve.person());
            eve.write("/subscribe energy", "/settings");
            eve.write("/settings mention:@Moderators");
            fixture.drop("announced.md", BotFixture.paired("energy", "2026-02-05", "About Thursday"));
            eve.happens("a digest is put into the folder", 1);
            eve.isAsWritten("announcements");
        }
    }

    @Nested
    class Site extends GoldenConversations {

        @Override
        String config() throws IOException {
            return "site: {url: 'https://news.example.org', port: -1}";
        }

        @Override
        void converse() {
            assertAll(this::readsOnTelegram, this::readsOnDiscord);
        }

        /// A reader gets a digest, turns to a perspective, sends a link to it, and gets a
        /// digest that is too long.
        private void readsOnTelegram() throws Exception {
            SandboxPerson person = language.onTelegram(701, "Lou");
            Dialogue lou = onTelegram(person, fixture.privateChat(person));
            lou.write("/subscribe trade");
            fixture.drop("t.md", BotFixture.paired("trade", "2026-02-05", "What happened on Thursday"));
            lou.happens("a digest is put into the folder", 1);
            lou.press(2);
            lou.pressText("share-button");
            fixture.drop("long.md", longDigest("2026-02-06"));
            lou.happens("a long digest is put into the folder", 1);
            lou.write("/privacy");
            lou.isAsWritten("site");
        }

        /// A member of a server gets a digest that is too long, looks at a perspective alone, shares it
        /// with the channel, and asks for the stored data.
        private void readsOnDiscord() {
            Dialogue kai = onDiscord(language.onDiscord(702, "Kai"), fixture.discord.channel("friends"));
            kai.write("/today");
            kai.press("🇺🇸");
            kai.pressText("share-here-button");
            kai.write("/privacy");
            kai.isAsWritten("site");
        }

        private static String longDigest(String day) {
            String points = IntStream.rangeClosed(1, 60)
                    .mapToObj(i ->
                            "- Point %d is a sentence of some length about the harbour and its ferries.\n".formatted(i))
                    .collect(Collectors.joining());
            return BotFixture.digest("trade", day, "Much happened")
                    .replace("- The first side says its part about it, at some length.\n", points);
        }
    }

    /// An owner makes somebody an editor, who releases a held digest, on both platforms. Two readers,
    /// one on each platform, get it then and not before.
    @Nested
    class Operators extends GoldenConversations {

        private static final long OWNER = 900;

        /// The operators on one platform.
        private record Staff(Dialogue owner, Dialogue editor) {
            void isAsWritten() {
                owner.isAsWritten("owner");
                editor.isAsWritten("editor");
            }
        }

        @Override
        String config() {
            return "owners: {telegram: [%1$d], discord: [%1$d]}\ndelivery: {hold: on-warning}\n".formatted(OWNER);
        }

        @Override
        void converse() throws Exception {
            var telegram = new Staff(onTelegram(OWNER, "Olga"), onTelegram(501, "Ada"));
            fixture.telegram.join(telegram.owner.person(), telegram.owner.place());
            var discord = new Staff(onDiscord(OWNER, "Olga"), onDiscord(601, "Ada"));
            subscribe();
            appoint(telegram, "/role editor 501");
            appoint(discord, "/role <@601> editor");
            held(telegram, discord);
            released(telegram, discord);
            doubted(telegram, discord);
            retired(telegram, "/role none 501");
            retired(discord, "/role <@601> none");
            assertAll(telegram::isAsWritten, discord::isAsWritten);
        }

        private void subscribe() {
            var bob = new SandboxPerson(502, "Bob", "en");
            var chat = fixture.privateChat(bob);
            fixture.telegram.write(bob, chat, "/subscribe trade");
            SandboxPlace direct = fixture.discord.directMessages(bob);
            fixture.discord.write(bob, direct, "/subscribe trade");
            Waiting.exactly(2, () -> fixture.telegram.screen(chat));
            Waiting.exactly(2, () -> fixture.discord.screen(direct));
        }

        private static void appoint(Staff staff, String line) {
            staff.editor.write("/release");
            staff.owner.write("/roles", line);
            staff.editor.happens("an owner makes Ada an editor", 1);
            staff.owner.write(line, "/roles");
            staff.editor.write("/release");
        }

        private static String doubtful() {
            return BotFixture.digest("trade", "2026-02-06", "What happened on Friday")
                    .replace("- The second side says its part about it, at some length.\n", "");
        }

        private void held(Staff... all) throws Exception {
            fixture.drop("doubtful.md", doubtful());
            for (Staff staff : all) {
                staff.owner.happens("a doubtful digest is put into the folder", 1);
                staff.editor.happens("a doubtful digest is put into the folder", 1);
                staff.editor.write("/today", "/release");
            }
            assertThat(BotFixture.deliveries(bot, DeliveryCause.DIGEST)).isEmpty();
        }

        private void released(Staff telegram, Staff discord) {
            telegram.editor.press(2, 2);
            discord.editor.press(2);
            telegram.editor.pressText("release-button");
            BotFixture.awaitDeliveries(bot, DeliveryCause.DIGEST, DeliveryState.SENT, 2);
            for (Staff staff : List.of(telegram, discord)) {
                staff.owner.happens("the notice shows the decision", 1);
                staff.editor.happens("the notice shows the decision", 1);
            }
            discord.owner.press(1);
            telegram.editor.write("/release trade 2026-02-06", "/today");
        }

        private void doubted(Staff telegram, Staff discord) throws Exception {
            fixture.drop(
                    "doubtful.md",
                    doubtful().replace("- The first side says its part about it, at some length.\n", ""));
            for (Staff staff : List.of(telegram, discord)) {
                staff.owner.happens("a correction makes the digest more doubtful", 1);
                staff.editor.happens("a correction makes the digest more doubtful", 1);
            }
            telegram.owner.pressText("withdraw-unsent-button");
            telegram.owner.pressText("cancel-button");
            discord.editor.pressText("release-preview-button");
        }

        private static void retired(Staff staff, String line) {
            staff.owner.write(line);
            staff.editor.write("/release");
            staff.owner.write("/roles");
        }
    }

    /// People vote on whether a digest was balanced, alone, in a group and in a server's channel, until
    /// the voting ends.
    @Nested
    class Votes extends GoldenConversations {

        private static final String BALANCED = "👍";

        private static final String ONE_SIDED = "👎";

        private final InstantSource usual = SameMinuteClock.clock();
        private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

        @Override
        InstantSource clock() {
            return () -> usual.instant().plus(later.get());
        }

        @Override
        void prepare() throws Exception {
            fixture.drop("before.md", BotFixture.paired("trade", "2026-02-05", "Quotas end"));
        }

        @Override
        void converse() {
            SandboxPlace channel = fixture.discord.channel("general");
            SandboxPerson ada = language.onTelegram(711, "Ada");
            SandboxPerson ben = language.onTelegram(712, "Ben");
            SandboxPerson eve = language.onDiscord(713, "Eve");
            SandboxPerson kim = language.onDiscord(715, "Kim");
            SandboxPlace group = group(711, "Readers");
            Dialogue telegram = onTelegram(ada, fixture.privateChat(ada), group);
            Dialogue discord = onDiscord(eve, fixture.discord.directMessages(eve), channel);
            for (Dialogue one : List.of(telegram, discord)) {
                one.write("/today trade");
                one.transcript().pressExpecting(2, one.person(), BALANCED);
                one.press(BALANCED);
                one.transcript().pressExpecting(2, one.person(), ONE_SIDED);
            }
            TestVotes.cast(bot.database(), 1, 1_000, 15, 8, clock().instant());
            othersVote(telegram, ben, group);
            othersVote(discord, kim, channel);
            later.set(VoteStore.OPEN);
            telegram.happens("two weeks pass", 0);
            telegram.transcript().press(ben, BALANCED);
            telegram.transcript().press(language.onTelegram(714, "Lou"), BALANCED);
            discord.happens("two weeks pass", 0);
            discord.transcript().press(kim, ONE_SIDED);
            discord.press(BALANCED);
            assertAll(() -> telegram.isAsWritten("votes"), () -> discord.isAsWritten("votes"));
        }

        private static void othersVote(Dialogue one, SandboxPerson member, SandboxPlace group) {
            one.happens("other readers vote", 0);
            one.transcript().pressExpecting(2, one.person(), BALANCED);
            one.transcript().write(member, group, "/today trade");
            one.transcript().press(member, BALANCED);
        }
    }

    @Nested
    class Words extends GoldenConversations {

        @Override
        void prepare() throws Exception {
            fixture.drop("before.md", BotFixture.paired("trade", "2026-01-05", "Quotas end"));
        }

        @Override
        void converse() throws Exception {
            List<Dialogue> both = List.of(onTelegram(701, "Ada"), onDiscord(702, "Ben"));
            assertAll(both.stream().map(one -> () -> one.write("/follow", "lighthouses", "/follow tariffs, 稀土, x")));
            fixture.drop(
                    "followed.md",
                    BotFixture.paired("energy", "2026-02-05", "Oil flows")
                            .replace("second side says its part", "second side raises its Tariffs"));
            assertAll(both.stream().map(one -> () -> goOn(one)));
        }

        private static void goOn(Dialogue one) {
            one.happens("a digest with a followed word is put into the folder", 1);
            one.write("/mute tariffs", "/today energy", "/follow");
            one.press(1);
            one.isAsWritten("words");
        }
    }
}
