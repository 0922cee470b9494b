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
import digestbot.markdown.WebAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InConversation(golden = true)
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

    @Test
    void startGreetsWithATopicForEachButtonAndSubscribesByALink() {
        conversation.privately(new ChatAction.Start(""));
        conversation.stored(PRIVATE);
        conversation.privately(new ChatAction.Start("us-china"));
        conversation.stored(PRIVATE);
    }

    @Test
    void anAnswerIsRehearsedWithoutWritingAnything() {
        conversation.rehearse();
    }

    @Test
    void deepLinksShowAViewOrOfferTheNearestTopicAndOtherwiseChangeNothing() {
        conversation.privately(new ChatAction.Start("trades"));
        conversation.privately(
                new ChatAction.Start(new ReadAction.Show(1, new DigestView.OnePerspective(0), 0).payload()));
        conversation.stored(PRIVATE);
        conversation.privately(new ChatAction.Start(
                new SubscribeAction.SubscribeTopic(2).encode().replace(':', '-')));
        conversation.asManager(new ChatAction.Start(
                new SubscribeAction.SubscribeTopic(2).encode().replace(':', '-')));
        conversation.stored(PRIVATE);
        conversation.stored(GROUP);
    }

    @Test
    void helpListsTheCommandsAsThePlatformShowsThem() {
        for (Platform platform : Platform.all()) {
            conversation.as(platform, "en");
            conversation.privately(new ChatAction.ShowHelp());
            conversation.press(new ChatAction.ShowHelp());
        }
        conversation.as(Platform.TELEGRAM, "de");
        conversation.privately(new ChatAction.ShowHelp());
        conversation.as(Platform.DISCORD, "de");
        conversation.onDiscord(true, new ChatAction.ShowHelp());
    }

    @Test
    void onlyOwnersAreToldThatTheyCanAnnounceSomethingAndOnlyWhereTheyCan() {
        conversation.as(ConversationFixture.OWNER);
        conversation.privately(new ChatAction.ShowHelp());
        conversation.asManager(new ChatAction.ShowHelp());
        conversation.privately(new ChatAction.Unknown("brodcast"));
        conversation.as(Platform.TELEGRAM, "en");
        conversation.privately(new ChatAction.Unknown("brodcast"));
    }

    @Test
    void aPlaceIsShownInTheMessageToWhoMayAndElseBehindALinkThatStartUnderstands() {
        for (Action.Linkable press : List.of(
                new SubscribeAction.ShowTopics(0),
                new SubscribeAction.ShowTopics(1),
                new ChatAction.ShowHelp(),
                new ReadAction.ShowToday())) {
            conversation.asManager(pressed(press));
            conversation.asMember(pressed(press));
            conversation.privately(new ChatAction.Start(press.payload()));
        }
        conversation.stored(PRIVATE);
    }

    @Test
    void whatIsUnknownIsRepeatedInShortWithTheNearestCommand() {
        String typed = "x".repeat(58) + "👩‍👩‍👧‍👦".repeat(9);
        conversation.privately(new ChatAction.Unknown(typed));
        conversation.privately(new ReadAction.ShowToday(typed));
        conversation.privately(new ReadAction.ShowPerspective(typed, "trade", ""));
        conversation.privately(new ReadAction.ShowPerspective("us", "trade", typed));
        for (String mistyped : List.of("todya", "subscripe", "HELP", "unsubscibe", "xyzzyxyz", "")) {
            conversation.privately(new ChatAction.Unknown(mistyped));
        }
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
        conversation.asManager(Invocation.pressed(Optional.empty()));
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

    @Test
    void aPersonIsAnsweredInTheLanguageOfTheirClientOrElseInEnglish() {
        for (String language :
                List.of("de-AT", "es-419", "zh_Hans_CN", "pt-BR", "en-GB", "tlh_Latn_DE", "", "not a language", "x")) {
            conversation.as(Platform.TELEGRAM, language);
            conversation.privately(new SubscribeAction.Unsubscribe("trade", Target.DEFAULT));
        }
    }
}
