package digestbot.chat.dispatch;

import static digestbot.chat.api.ConversationFixture.GROUP;
import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.chat.api.ChatFeatures;
import digestbot.chat.api.Command;
import digestbot.chat.api.Command.Target;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import digestbot.delivery.api.Destination;
import digestbot.digest.DigestView;
import digestbot.markdown.WebAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

@InConversation
class CommandDispatcherTest {

    static final List<Arguments> RIGHTS = List.of(
            Arguments.of(new Command.Start(""), true),
            Arguments.of(new Command.Start("us-china"), true),
            Arguments.of(new Command.Subscribe("", Target.DEFAULT), true),
            Arguments.of(new Command.Unsubscribe("trade", Target.HERE), true),
            Arguments.of(new Command.Today(""), false),
            Arguments.of(new Command.ShowPerspective("us", "", ""), false),
            Arguments.of(new Command.Help(), false),
            Arguments.of(new Command.Unknown("x"), false),
            Arguments.of(pressed(new Press.SubscribeTopic(1)), true),
            Arguments.of(pressed(new Press.UnsubscribeTopic(1)), true),
            Arguments.of(pressed(new Press.Show(1, new DigestView.Overview(), 0)), false),
            Arguments.of(pressed(new Press.ShowTopics(0)), true),
            Arguments.of(pressed(new Press.ShowHelp()), true),
            Arguments.of(pressed(new Press.ShowToday()), true),
            Arguments.of(new Command.Pressed(Optional.empty()), false));

    @TempDir
    Path folder;

    private ConversationFixture conversation;

    @ParameterizedTest
    @FieldSource("RIGHTS")
    void whatChangesAChatNeedsTheRightToManageIt(Command command, boolean needed) {
        assertThat(conversation.needsManager(command)).isEqualTo(needed);
    }

    @Test
    void startGreetsWithATopicForEachButton() {
        Reply reply = conversation.privately(new Command.Start(""));
        assertThat(told(reply)).isEqualTo("""
                Say: Daily news digests that show each topic from several perspectives, with sources.
                Choose your topics. Tap to subscribe, tap again to unsubscribe.""");
        assertThat(buttons(reply))
                .containsExactly(
                        button("US vs China", new Press.SubscribeTopic(1)),
                        button("World Trade", new Press.SubscribeTopic(2)),
                        button("All topics, including new ones", new Press.SetAllTopics(true)),
                        button("Settings", new SettingsPress.ShowSettings()),
                        button("Help", new Press.ShowHelp()));
        assertThat(conversation.topicsOf(PRIVATE)).isEmpty();
    }

    @Test
    void anAnswerIsRehearsedWithoutWritingAnything() {
        assertThat(told(conversation.rehearse())).startsWith("Say: ").contains("US vs China");
    }

    @Test
    void startGreetsBeforeThereIsAnyTopic() throws Exception {
        try (ConversationFixture none = new ConversationFixture(folder.resolve("none"))) {
            Reply reply = none.privately(new Command.Start(""));
            assertThat(told(reply)).endsWith("No topics yet. They'll appear here once the first digest is published.");
            assertThat(buttons(reply))
                    .containsExactly(
                            button("All topics, including new ones", new Press.SetAllTopics(true)),
                            button("Settings", new SettingsPress.ShowSettings()),
                            button("Help", new Press.ShowHelp()));
        }
    }

    @Test
    void aTopicsDeepLinkSubscribes() {
        assertThat(told(conversation.privately(new Command.Start("us-china"))))
                .startsWith("Whisper: Subscribed to US vs China");
        assertThat(conversation.topicsOf(PRIVATE)).containsExactly("us-china");
    }

    @Test
    void aDeepLinkToAnUnknownTopicOffersTheNearest() {
        assertThat(told(conversation.privately(new Command.Start("trades")))).endsWith("Did you mean World Trade?");
    }

    @Test
    void aViewsDeepLinkShowsThatView() {
        assertThat(told(conversation.privately(
                        new Command.Start(new Press.Show(1, new DigestView.OnePerspective(0), 0).payload()))))
                .startsWith("Say: US vs China · Thu 5 February 2026 (yesterday)")
                .endsWith("As United States tells us-china");
        assertThat(conversation.topicsOf(PRIVATE)).isEmpty();
    }

    @Test
    void aDeepLinkOfAnotherPressChangesNothing() {
        conversation.privately(
                new Command.Start(new Press.SubscribeTopic(2).encode().replace(':', '-')));
        conversation.asManager(
                new Command.Start(new Press.SubscribeTopic(2).encode().replace(':', '-')));
        assertThat(conversation.topicsOf(PRIVATE)).isEmpty();
        assertThat(conversation.topicsOf(GROUP)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TELEGRAM | In groups, the group's admins choose what is posted.",
                "DISCORD | Anyone can get their own digests in direct messages."
            })
    void helpListsTheCommandsAndSaysHowThePlatformDoesIt(Platform platform, String last) {
        conversation.as(platform, "en");
        Reply reply = conversation.privately(new Command.Help());
        assertThat(told(reply))
                .startsWith("Whisper: Each digest covers one topic from several perspectives")
                .endsWith(last)
                .contains("another one comes first, unless you choose an order in the settings.")
                .contains("""
                        Read
                        /today — the latest digest
                        /latest — the latest digest of every topic
                        /perspective — a single perspective
                        /yesterday — yesterday's digest
                        /digest — a past digest by date
                        /card — a digest as a picture to share
                        /search — search all digests
                        /changes — what's new since the previous digest
                        /sources — articles cited in a digest; add public, state or private for one kind of outlet
                        /missed — digests you didn't receive
                        /why — delivery schedule and today's status
                        /topics — all topics
                        /mistake — report a mistake in a digest
                        /help — this list
                        Schedule
                        /subscribe — subscribe to a topic
                        /unsubscribe — unsubscribe from a topic
                        /follow — get digests of other topics that contain a word
                        /mute — leave out points that contain a word
                        /settings — perspectives, schedule, time zone, language
                        /zone — set your time zone by the name of a city
                        /stop — pause all digests (keeps your settings)
                        Your data
                        /privacy — what is stored about you
                        /export — download your data
                        /forget — delete your data
                        """)
                .doesNotContain("/broadcast", "Operate");
        assertThat(buttons(reply))
                .containsExactly(
                        button("Latest digest", new Press.ShowToday()),
                        button("Topics", new Press.ShowTopics(0)),
                        button("Settings", new SettingsPress.ShowSettings()));
        assertThat(told(conversation.press(new Press.ShowHelp())))
                .isEqualTo(told(reply).replaceFirst("Whisper", "Replace, page 0"));
    }

    @Test
    void theTopicsButtonShowsTheTopics() {
        assertThat(buttons(conversation.press(new Press.ShowTopics(0))))
                .containsExactly(
                        button("US vs China", new Press.SubscribeTopic(1)),
                        button("World Trade", new Press.SubscribeTopic(2)),
                        button("All topics, including new ones", new Press.SetAllTopics(true)),
                        button("Settings", new SettingsPress.ShowSettings()),
                        button("Help", new Press.ShowHelp()));
    }

    @Test
    void onlyOwnersAreToldThatTheyCanAnnounceSomethingAndOnlyWhereTheyCan() {
        conversation.as(ConversationFixture.OWNER);
        assertThat(told(conversation.privately(new Command.Help())))
                .contains("Operate\n/broadcast — send a broadcast to subscribers", "/stop — pause all digests");
        assertThat(told(conversation.asManager(new Command.Help()))).doesNotContain("/broadcast");
        assertThat(told(conversation.privately(new Command.Unknown("brodcast"))))
                .endsWith("Did you mean /broadcast?");
        conversation.as(Platform.TELEGRAM, "en");
        assertThat(told(conversation.privately(new Command.Unknown("brodcast"))))
                .doesNotContain("/broadcast");
    }

    @Test
    void theHelpNamesCommandsAsThePlatformShowsThem() {
        conversation.as(Platform.TELEGRAM, "de");
        assertThat(told(conversation.privately(new Command.Help()))).contains("/settings — Perspektiven, Zeitplan");
        conversation.as(Platform.DISCORD, "de");
        assertThat(told(conversation.onDiscord(true, new Command.Help())))
                .contains("/einstellungen — Perspektiven, Zeitplan", "/stopp — ");
    }

    static List<Press.MenuScreen> places() {
        return List.of(new Press.ShowTopics(0), new Press.ShowTopics(1), new Press.ShowHelp(), new Press.ShowToday());
    }

    @ParameterizedTest
    @MethodSource("places")
    void aPlaceIsShownInTheMessageToWhoMayAndElseBehindALinkThatStartUnderstands(Press.MenuScreen press) {
        Reply inPlace = conversation.asManager(pressed(press));
        Reply aside = conversation.asMember(pressed(press));
        assertThat(told(inPlace)).startsWith("Replace, page 0: ");
        assertThat(told(aside)).startsWith("Aside " + press + ", page 0: ");
        Reply started = conversation.privately(new Command.Start(press.payload()));
        assertThat(told(started))
                .isEqualTo("Say: " + told(conversation.press(press)).replaceFirst("Replace, page 0: ", ""));
        assertThat(conversation.topicsOf(PRIVATE)).isEmpty();
    }

    @Test
    void aButtonOfAnUnknownVersionSaysNothingAloudInAGroup() {
        assertThat(told(conversation.asManager(new Command.Pressed(Optional.empty()))))
                .startsWith("Aside ShowToday[], page 0: 2 digests today");
    }

    @Test
    void whatSomebodyTypedIsRepeatedInShort() {
        String typed = "x".repeat(58) + "👩‍👩‍👧‍👦".repeat(9);
        String shown = "x".repeat(58) + "…";
        assertThat(told(conversation.privately(new Command.Unknown(typed))))
                .isEqualTo("Whisper: Unknown command: /" + shown);
        assertThat(told(conversation.privately(new Command.Today(typed))))
                .isEqualTo("Whisper: No topic called “" + shown + "”.");
        assertThat(told(conversation.privately(new Command.ShowPerspective(typed, "trade", ""))))
                .contains("“" + shown + "”");
        assertThat(told(conversation.privately(new Command.ShowPerspective("us", "trade", typed))))
                .contains("“" + shown + "”");
    }

    @ParameterizedTest
    @CsvSource({"todya, /today", "subscripe, /subscribe", "HELP, /help", "unsubscibe, /unsubscribe"})
    void anUnknownCommandGetsTheNearest(String typed, String meant) {
        Reply reply = conversation.privately(new Command.Unknown(typed));
        assertThat(told(reply)).isEqualTo("Whisper: Unknown command: /" + typed + ". Did you mean " + meant + "?");
        assertThat(buttons(reply))
                .containsExactly(
                        button(meant, new Press.RunCommand(meant.substring(1))), button("Help", new Press.ShowHelp()));
    }

    @Test
    void theButtonOfACommandRunsIt() {
        assertThat(Command.of(Optional.of(new Press.RunCommand("settings")))).isEqualTo(new Command.Settings());
        assertThat(Command.of(Optional.of(new Press.RunCommand("search"))).mayAskForText())
                .isTrue();
        assertThat(Command.of(Optional.of(new Press.ShowHelp()))).isEqualTo(pressed(new Press.ShowHelp()));
        Command gone = Command.of(Optional.of(new Press.RunCommand("nosuchcommand")));
        assertThat(told(conversation.privately(gone))).isEqualTo("Whisper: Unknown command: /nosuchcommand");
    }

    @Test
    void anUnknownCommandThatIsNearNoneIsJustUnknown() {
        assertThat(told(conversation.privately(new Command.Unknown("xyzzyxyz"))))
                .isEqualTo("Whisper: Unknown command: /xyzzyxyz");
    }

    @ParameterizedTest
    @CsvSource({
        "TELEGRAM, https://t.me/stage_bot, Open private chat, Toast: Only admins",
        "DISCORD, https://discord.com/users/42, Open direct messages, Whisper: Only server managers"
    })
    void aRefusalOfWhatIsPossiblePrivatelyOpensAPrivateChat(
            Platform platform, String link, String label, String onPress) {
        conversation.as(platform, "en");
        Destination place = platform == Platform.TELEGRAM ? GROUP : ConversationFixture.SERVER;
        Reply typed = conversation.answer(asMember(place, new Command.Settings(), link));
        assertThat(buttons(typed)).containsExactly(label + " " + link, button("Help", new Press.ShowHelp()));
        Reply onTopic = conversation.answer(asMember(place, pressed(new Press.SubscribeTopic(1)), link));
        assertThat(told(onTopic)).startsWith(onPress);
        if (platform == Platform.DISCORD) {
            assertThat(buttons(onTopic)).contains(label + " " + link);
        }
    }

    private CommandRequest asMember(Destination place, Command command, String link) {
        return new CommandRequest(
                conversation.person(),
                place,
                false,
                Optional.empty(),
                command,
                ChatFeatures.PLAIN,
                Optional.empty(),
                "",
                Optional.of(new WebAddress(link)));
    }

    @Test
    void otherTextGetsAShortAnswerWithThreeButtons() {
        Reply reply = conversation.privately(new Command.Unknown(""));
        assertThat(told(reply))
                .isEqualTo(
                        "Whisper: I send news digests and understand only commands. These buttons take you further:");
        assertThat(buttons(reply))
                .containsExactly(
                        button("Latest digest", new Press.ShowToday()),
                        button("Topics", new Press.ShowTopics(0)),
                        button("Help", new Press.ShowHelp()));
    }

    @ParameterizedTest
    @CsvSource({"pt-BR", "en-GB", "tlh_Latn_DE", "''", "not a language", "x"})
    void aLanguageWithoutWordsFallsBackToEnglish(String language) {
        conversation.as(Platform.TELEGRAM, language);
        assertThat(told(conversation.privately(new Command.Start("")))).startsWith("Say: Daily news digests");
        assertThat(told(conversation.privately(new Command.Subscribe("trade", Target.DEFAULT))))
                .startsWith("Whisper: Subscribed to");
    }

    @ParameterizedTest
    @CsvSource({
        "de-AT, World Trade abonniert.",
        "es-419, Suscripción activada: World Trade.",
        "zh_Hans_CN, 已订阅 World Trade"
    })
    void aPersonIsAnsweredInTheLanguageOfTheirClient(String language, String answer) {
        conversation.as(Platform.TELEGRAM, language);
        assertThat(told(conversation.privately(new Command.Subscribe("trade", Target.DEFAULT))))
                .startsWith("Whisper: " + answer);
    }

    private static Command pressed(Press press) {
        return new Command.Pressed(Optional.of(press));
    }
}
