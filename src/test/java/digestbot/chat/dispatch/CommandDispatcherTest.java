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
import digestbot.content.action.ChatAction.ShowHelp;
import digestbot.content.action.ChatAction.Start;
import digestbot.content.action.Invocation;
import digestbot.content.action.ReadAction;
import digestbot.content.action.ReadAction.ShowPerspective;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.ShowTopics;
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

    private ConversationFixture chat;

    @Test
    void whatChangesAChatNeedsTheRightToManageIt() {
        assertThat(List.of(
                        typed(new Start("")),
                        typed(new Start("us-china")),
                        typed(new SubscribeAction.Subscribe("", Target.DEFAULT)),
                        typed(new SubscribeAction.Unsubscribe("trade", Target.HERE)),
                        pressed(new SubscribeAction.SubscribeTopic(1)),
                        pressed(new SubscribeAction.UnsubscribeTopic(1)),
                        pressed(new ShowTopics(0)),
                        pressed(new ShowHelp()),
                        pressed(new ReadAction.ShowToday())))
                .allMatch(chat::needsManager);
        assertThat(List.of(
                        typed(new ReadAction.ShowToday("")),
                        typed(new ShowPerspective("us", "", "")),
                        typed(new ShowHelp()),
                        typed(new ChatAction.Unknown("x")),
                        pressed(new ReadAction.Show(1, new DigestView.Overview(), 0)),
                        Invocation.pressed(Optional.empty())))
                .noneMatch(chat::needsManager);
    }

    @GoldenTest
    void startGreetsWithATopicForEachButtonAndSubscribesByALink() {
        chat.privately(new Start(""));
        chat.assertSays(
                "Say: Daily news digests",
                "[US vs China] SubscribeTopic[topic=1]  [World Trade] SubscribeTopic[topic=2]\n");
        chat.assertStored(PRIVATE, "nothing");
        chat.privately(new Start("us-china"));
        chat.assertStored(PRIVATE, "us-china: all, FULL, STACKED, Immediately[]");
    }

    @Test
    void anAnswerIsRehearsedWithoutWritingAnything() {
        chat.rehearse();
    }

    @Test
    void deepLinksShowAViewOrOfferTheNearestTopicAndOtherwiseChangeNothing() {
        chat.privately(new Start("trades"));
        chat.assertSays(
                "No topic called “trades”. Did you mean World Trade?",
                "[Subscribe to World Trade] SubscribeTopic[topic=2]");
        chat.privately(new Start(new ReadAction.Show(1, new DigestView.OnePerspective(0), 0).payload()));
        chat.assertSays("Whisper: US vs China, 5 Feb · What us-china is about on 2026-02-05\nUnited States");
        chat.assertStored(PRIVATE, "nothing");
        chat.privately(new Start(new SubscribeAction.SubscribeTopic(2).encode().replace(':', '-')));
        chat.assertSays("No topic called “1-s-2”.");
        chat.asManager(new Start(new SubscribeAction.SubscribeTopic(2).encode().replace(':', '-')));
        chat.assertSays("No topic called “1-s-2”.");
        chat.assertStored(PRIVATE, "nothing");
        chat.assertStored(GROUP, "nothing");
    }

    @GoldenTest
    void helpListsTheCommandsAsThePlatformShowsThem() {
        for (Platform platform : Platform.all()) {
            for (String language : List.of("en", "de", "es", "zh")) {
                chat.as(platform, language);
                chat.privately(new ShowHelp());
                String today = platform == Platform.DISCORD ? Texts.of(language).format("command-today") : "today";
                chat.assertSays("/" + today);
            }
        }
        chat.assertOwner(new ShowHelp(), "/broadcast");
    }

    @Test
    void onlyOwnersAreToldThatTheyCanAnnounceSomethingAndOnlyWhereTheyCan() {
        chat.as(ConversationFixture.OWNER);
        chat.assertAnswers(new ShowHelp(), "\nOperate\n/broadcast — ", "/withdraw, /release — ", "/roles, /role — ");
        chat.asManager(new ShowHelp());
        chat.assertSays("\nOperate\n/role — ");
    }

    @Test
    void aPlaceIsShownInTheMessageToWhoMayAndElseBehindALinkThatStartUnderstands() {
        for (Action.Linkable press :
                List.of(new ShowTopics(0), new ShowTopics(1), new ShowHelp(), new ReadAction.ShowToday())) {
            chat.asManager(pressed(press));
            chat.assertSays("Replace, page 0: ");
            chat.asMember(pressed(press));
            chat.assertSays("Aside " + press + ", page 0: ");
            chat.privately(new Start(press.payload()));
        }
        chat.assertStored(PRIVATE, "nothing");
    }

    @Test
    void whatIsUnknownIsRepeatedInShortWithTheNearestCommand() {
        String typed = "x".repeat(58) + "👩‍👩‍👧‍👦".repeat(9);
        String repeated = "x".repeat(58) + "…";
        chat.assertAnswers(new ChatAction.Unknown(typed), "Unknown command: /" + repeated + "\n");
        chat.assertAnswers(new ReadAction.ShowToday(typed), "No topic called “" + repeated + "”.");
        chat.assertAnswers(new ShowPerspective(typed, "trade", ""), "No perspective called “" + repeated + "”.");
        chat.assertAnswers(new ShowPerspective("us", "trade", typed), "I couldn't read “" + repeated + "” as");
        chat.assertAnswers(new ChatAction.Unknown("todya"), "Unknown command: /todya. Did you mean /today?");
        chat.assertAnswers(new ChatAction.Unknown("setings"), "Did you mean /settings?");
        chat.assertAnswers(new ChatAction.Unknown("HELP"), "Did you mean /help?");
        for (String changes : List.of("subscripe", "mut", "forgot")) {
            chat.assertAnswers(new ChatAction.Unknown(changes), "Unknown command: /" + changes + "\n    [Help]");
        }
        chat.assertAnswers(new ChatAction.Unknown("serc"), "Unknown command: /serc\n    [Help]");
        chat.assertAnswers(new ChatAction.Unknown("xyzzyxyz"), "Unknown command: /xyzzyxyz\n    [Help]");
    }

    @Test
    void theButtonOfACommandRunsItAndOneOfAnUnknownVersionSaysNothingAloud() {
        assertThat(Invocation.pressed(Optional.of(new ChatAction.RunCommand("settings"))))
                .isEqualTo(typed(new SettingsAction.TypedSettings("", "")));
        assertThat(Invocation.pressed(Optional.of(new ChatAction.RunCommand("search")))
                        .action()
                        .mayAskForText())
                .isTrue();
        assertThat(Invocation.pressed(Optional.of(new ShowHelp()))).isEqualTo(pressed(new ShowHelp()));
        Invocation gone = Invocation.pressed(Optional.of(new ChatAction.RunCommand("nosuchcommand")));
        chat.assertAnswers(gone, "Unknown command: /nosuchcommand");
        chat.asManager(Invocation.pressed(Optional.empty()));
        chat.assertSays("Aside ShowToday[topic=], page 0: 2 digests today");
    }

    @ParameterizedTest
    @CsvSource({
        "TELEGRAM, https://t.me/stage_bot, Open private chat, Toast: Only admins",
        "DISCORD, https://discord.com/users/42, Open direct messages, Whisper: Only server managers"
    })
    void aRefusalOfWhatIsPossiblePrivatelyOpensAPrivateChat(
            Platform platform, String link, String label, String onPress) {
        chat.as(platform, "en");
        Destination place = platform == Platform.TELEGRAM ? GROUP : ConversationFixture.SERVER;
        Reply typed = chat.answer(asMember(place, typed(new SettingsAction.ShowSettings()), link));
        assertThat(buttons(typed)).containsExactly(label + " " + link, button("Help", new ShowHelp()));
        Reply onTopic = chat.answer(asMember(place, pressed(new SubscribeAction.SubscribeTopic(1)), link));
        assertThat(told(onTopic)).startsWith(onPress);
        if (platform == Platform.DISCORD) {
            assertThat(buttons(onTopic)).contains(label + " " + link);
        }
    }

    private CommandRequest asMember(Destination place, Invocation invocation, String link) {
        return new CommandRequest(
                chat.person(),
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
        chat.as(Platform.TELEGRAM, language);
        chat.assertAnswers(new SubscribeAction.Unsubscribe("trade", Target.DEFAULT), answer);
    }
}
