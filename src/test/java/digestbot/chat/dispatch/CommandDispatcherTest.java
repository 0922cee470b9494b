package digestbot.chat.dispatch;

import static digestbot.chat.ConversationFixture.GROUP;
import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.button;
import static digestbot.chat.ConversationFixture.buttons;
import static digestbot.chat.ConversationFixture.pressed;
import static digestbot.chat.ConversationFixture.told;
import static digestbot.content.action.Invocation.typed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.chat.ChatFeatures;
import digestbot.chat.CommandRequest;
import digestbot.chat.ConversationFixture;
import digestbot.chat.GoldenTest;
import digestbot.chat.InConversation;
import digestbot.chat.Reply;
import digestbot.content.action.Action;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.delivery.api.Destination;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InConversation
class CommandDispatcherTest {

    private ConversationFixture conversation;

    @Test
    void whatChangesAChatNeedsTheRightToManageIt() {
        assertThat(List.of(
                        typed(new ChatAction.Start("")),
                        typed(new ChatAction.Start("us-china")),
                        typed(new SubscribeAction.Subscribe("", Target.DEFAULT)),
                        typed(new SubscribeAction.Unsubscribe("trade", Target.HERE)),
                        pressed(new SubscribeAction.SubscribeTopic(1)),
                        pressed(new SubscribeAction.UnsubscribeTopic(1)),
                        pressed(new SubscribeAction.ShowTopics(0)),
                        pressed(new ChatAction.ShowHelp()),
                        pressed(new ReadAction.ShowToday())))
                .allMatch(conversation::needsManager);
        assertThat(List.of(
                        typed(new ReadAction.ShowToday("")),
                        typed(new ReadAction.ShowPerspective("us", "", "")),
                        typed(new ChatAction.ShowHelp()),
                        typed(new ChatAction.Unknown("x")),
                        pressed(new ReadAction.Show(1, new DigestView.Overview(), 0)),
                        Invocation.pressed(Optional.empty())))
                .noneMatch(conversation::needsManager);
    }

    @GoldenTest
    void startGreetsWithATopicForEachButtonAndSubscribesByALink() {
        conversation.privately(new ChatAction.Start(""));
        conversation.assertSays(
                "Say: Daily news digests",
                "[US vs China] SubscribeTopic[topic=1]  [World Trade] SubscribeTopic[topic=2]\n");
        conversation.assertStored(PRIVATE, "nothing");
        conversation.privately(new ChatAction.Start("us-china"));
        conversation.assertStored(PRIVATE, "us-china: all, FULL, STACKED, Immediately[]");
    }

    @Test
    void anAnswerIsRehearsedWithoutWritingAnything() {
        conversation.rehearse();
    }

    @Test
    void deepLinksShowAViewOrOfferTheNearestTopicAndOtherwiseChangeNothing() {
        conversation.privately(new ChatAction.Start("trades"));
        conversation.assertSays(
                "No topic called “trades”. Did you mean World Trade?",
                "[Subscribe to World Trade] SubscribeTopic[topic=2]");
        conversation.privately(
                new ChatAction.Start(new ReadAction.Show(1, new DigestView.OnePerspective(0), 0).payload()));
        conversation.assertSays("Whisper: US vs China · What us-china is about on 2026-02-05\nUnited States");
        conversation.assertStored(PRIVATE, "nothing");
        conversation.privately(new ChatAction.Start(
                new SubscribeAction.SubscribeTopic(2).encode().replace(':', '-')));
        conversation.assertSays("No topic called “1-s-2”.");
        conversation.asManager(new ChatAction.Start(
                new SubscribeAction.SubscribeTopic(2).encode().replace(':', '-')));
        conversation.assertSays("No topic called “1-s-2”.");
        conversation.assertStored(PRIVATE, "nothing");
        conversation.assertStored(GROUP, "nothing");
    }

    @GoldenTest
    void helpListsTheCommandsAsThePlatformShowsThem() {
        for (Platform platform : Platform.all()) {
            for (String language : List.of("en", "de", "es", "zh")) {
                conversation.as(platform, language);
                conversation.privately(new ChatAction.ShowHelp());
                String today = platform == Platform.DISCORD ? Texts.of(language).format("command-today") : "today";
                conversation.assertSays("/" + today);
            }
        }
        conversation.asOwner(new ChatAction.ShowHelp());
        conversation.assertSays("/broadcast");
    }

    @Test
    void onlyOwnersAreToldThatTheyCanAnnounceSomethingAndOnlyWhereTheyCan() {
        conversation.as(ConversationFixture.OWNER);
        conversation.privately(new ChatAction.ShowHelp());
        conversation.assertSays("\nOperate\n/broadcast — ", "/withdraw, /release — ", "/roles, /role — ");
        conversation.asManager(new ChatAction.ShowHelp());
        conversation.assertSays("\nOperate\n/role — ");
        conversation.privately(new ChatAction.Unknown("brodcast"));
        conversation.assertSays("Unknown command: /brodcast. Did you mean /broadcast?", "[/broadcast]");
        conversation.as(Platform.TELEGRAM, "en");
        conversation.privately(new ChatAction.Unknown("brodcast"));
        conversation.assertSays("Unknown command: /brodcast\n    [Help]");
    }

    @Test
    void aPlaceIsShownInTheMessageToWhoMayAndElseBehindALinkThatStartUnderstands() {
        for (Action.Linkable press : List.of(
                new SubscribeAction.ShowTopics(0),
                new SubscribeAction.ShowTopics(1),
                new ChatAction.ShowHelp(),
                new ReadAction.ShowToday())) {
            conversation.asManager(pressed(press));
            conversation.assertSays("Replace, page 0: ");
            conversation.asMember(pressed(press));
            conversation.assertSays("Aside " + press + ", page 0: ");
            conversation.privately(new ChatAction.Start(press.payload()));
        }
        conversation.assertStored(PRIVATE, "nothing");
    }

    @Test
    void whatIsUnknownIsRepeatedInShortWithTheNearestCommand() {
        String typed = "x".repeat(58) + "👩‍👩‍👧‍👦".repeat(9);
        String repeated = "x".repeat(58) + "…";
        conversation.assertAnswers(new ChatAction.Unknown(typed), "Unknown command: /" + repeated + "\n");
        conversation.assertAnswers(new ReadAction.ShowToday(typed), "No topic called “" + repeated + "”.");
        conversation.assertAnswers(
                new ReadAction.ShowPerspective(typed, "trade", ""), "No perspective called “" + repeated + "”.");
        conversation.assertAnswers(
                new ReadAction.ShowPerspective("us", "trade", typed), "I couldn't read “" + repeated + "” as");
        conversation.assertAnswers(new ChatAction.Unknown("todya"), "Unknown command: /todya. Did you mean /today?");
        conversation.assertAnswers(new ChatAction.Unknown("subscripe"), "Did you mean /subscribe?");
        conversation.assertAnswers(new ChatAction.Unknown("HELP"), "Did you mean /help?");
        conversation.assertAnswers(new ChatAction.Unknown("unsubscibe"), "Did you mean /unsubscribe?");
        conversation.assertAnswers(new ChatAction.Unknown("xyzzyxyz"), "Unknown command: /xyzzyxyz\n    [Help]");
        conversation.assertAnswers(
                new ChatAction.Unknown(""), "I only understand commands. Try one of these:\n    [Latest digest]");
    }

    @Test
    void theButtonOfACommandRunsItAndOneOfAnUnknownVersionSaysNothingAloud() {
        assertThat(Invocation.pressed(Optional.of(new ChatAction.RunCommand("settings"))))
                .isEqualTo(typed(new SettingsAction.TypedSettings("", "")));
        assertThat(Invocation.pressed(Optional.of(new ChatAction.RunCommand("search")))
                        .action()
                        .mayAskForText())
                .isTrue();
        assertThat(Invocation.pressed(Optional.of(new ChatAction.ShowHelp())))
                .isEqualTo(pressed(new ChatAction.ShowHelp()));
        Invocation gone = Invocation.pressed(Optional.of(new ChatAction.RunCommand("nosuchcommand")));
        conversation.privately(gone);
        conversation.assertSays("Unknown command: /nosuchcommand");
        conversation.asManager(Invocation.pressed(Optional.empty()));
        conversation.assertSays("Aside ShowToday[topic=], page 0: 2 digests today");
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
        Reply typed = conversation.answer(asMember(place, typed(new SettingsAction.ShowSettings()), link));
        assertThat(buttons(typed)).containsExactly(label + " " + link, button("Help", new ChatAction.ShowHelp()));
        Reply onTopic = conversation.answer(asMember(place, pressed(new SubscribeAction.SubscribeTopic(1)), link));
        assertThat(told(onTopic)).startsWith(onPress);
        if (platform == Platform.DISCORD) {
            assertThat(buttons(onTopic)).contains(label + " " + link);
        }
    }

    private CommandRequest asMember(Destination place, Invocation invocation, String link) {
        return new CommandRequest(
                conversation.person(),
                place,
                false,
                Optional.empty(),
                invocation,
                ChatFeatures.PLAIN,
                Optional.empty(),
                "",
                Optional.of(new WebAddress(link)));
    }

    @ParameterizedTest
    @CsvSource({
        "de-AT, World Trade war nicht abonniert.",
        "es-419, No había ninguna suscripción a World Trade.",
        "zh_Hans_CN, 没有订阅 World Trade。",
        "pt-BR, Not subscribed to World Trade.",
        "en-GB, Not subscribed to World Trade.",
        "tlh_Latn_DE, Not subscribed to World Trade.",
        "'', Not subscribed to World Trade.",
        "not a language, Not subscribed to World Trade.",
        "x, Not subscribed to World Trade."
    })
    void aPersonIsAnsweredInTheLanguageOfTheirClientOrElseInEnglish(String language, String answer) {
        conversation.as(Platform.TELEGRAM, language);
        conversation.assertAnswers(new SubscribeAction.Unsubscribe("trade", Target.DEFAULT), answer);
    }
}
