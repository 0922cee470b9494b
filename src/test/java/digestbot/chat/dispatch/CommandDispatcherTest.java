package digestbot.chat.dispatch;

import static digestbot.chat.api.ConversationFixture.GROUP;
import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.pressed;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.action.Press;
import digestbot.audience.Platform;
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
                        new Command.Start(""),
                        new Command.Start("us-china"),
                        new Command.Subscribe("", Target.DEFAULT),
                        new Command.Unsubscribe("trade", Target.HERE),
                        pressed(new Press.SubscribeTopic(1)),
                        pressed(new Press.UnsubscribeTopic(1)),
                        pressed(new Press.ShowTopics(0)),
                        pressed(new Press.ShowHelp()),
                        pressed(new Press.ShowToday())))
                .allMatch(conversation::needsManager);
        assertThat(List.of(
                        new Command.Today(""),
                        new Command.ShowPerspective("us", "", ""),
                        new Command.Help(),
                        new Command.Unknown("x"),
                        pressed(new Press.Show(1, new DigestView.Overview(), 0)),
                        new Command.Pressed(Optional.empty())))
                .noneMatch(conversation::needsManager);
    }

    @Test
    void startGreetsWithATopicForEachButtonAndSubscribesByALink() {
        conversation.privately(new Command.Start(""));
        conversation.stored(PRIVATE);
        conversation.privately(new Command.Start("us-china"));
        conversation.stored(PRIVATE);
    }

    @Test
    void anAnswerIsRehearsedWithoutWritingAnything() {
        conversation.rehearse();
    }

    @Test
    void deepLinksShowAViewOrOfferTheNearestTopicAndOtherwiseChangeNothing() {
        conversation.privately(new Command.Start("trades"));
        conversation.privately(new Command.Start(new Press.Show(1, new DigestView.OnePerspective(0), 0).payload()));
        conversation.stored(PRIVATE);
        conversation.privately(
                new Command.Start(new Press.SubscribeTopic(2).encode().replace(':', '-')));
        conversation.asManager(
                new Command.Start(new Press.SubscribeTopic(2).encode().replace(':', '-')));
        conversation.stored(PRIVATE);
        conversation.stored(GROUP);
    }

    @Test
    void helpListsTheCommandsAsThePlatformShowsThem() {
        for (Platform platform : Platform.all()) {
            conversation.as(platform, "en");
            conversation.privately(new Command.Help());
            conversation.press(new Press.ShowHelp());
        }
        conversation.as(Platform.TELEGRAM, "de");
        conversation.privately(new Command.Help());
        conversation.as(Platform.DISCORD, "de");
        conversation.onDiscord(true, new Command.Help());
    }

    @Test
    void onlyOwnersAreToldThatTheyCanAnnounceSomethingAndOnlyWhereTheyCan() {
        conversation.as(ConversationFixture.OWNER);
        conversation.privately(new Command.Help());
        conversation.asManager(new Command.Help());
        conversation.privately(new Command.Unknown("brodcast"));
        conversation.as(Platform.TELEGRAM, "en");
        conversation.privately(new Command.Unknown("brodcast"));
    }

    @Test
    void aPlaceIsShownInTheMessageToWhoMayAndElseBehindALinkThatStartUnderstands() {
        for (Press.MenuScreen press : List.of(
                new Press.ShowTopics(0), new Press.ShowTopics(1), new Press.ShowHelp(), new Press.ShowToday())) {
            conversation.asManager(pressed(press));
            conversation.asMember(pressed(press));
            conversation.privately(new Command.Start(press.payload()));
        }
        conversation.stored(PRIVATE);
    }

    @Test
    void whatIsUnknownIsRepeatedInShortWithTheNearestCommand() {
        String typed = "x".repeat(58) + "👩‍👩‍👧‍👦".repeat(9);
        conversation.privately(new Command.Unknown(typed));
        conversation.privately(new Command.Today(typed));
        conversation.privately(new Command.ShowPerspective(typed, "trade", ""));
        conversation.privately(new Command.ShowPerspective("us", "trade", typed));
        for (String mistyped : List.of("todya", "subscripe", "HELP", "unsubscibe", "xyzzyxyz", "")) {
            conversation.privately(new Command.Unknown(mistyped));
        }
    }

    @Test
    void theButtonOfACommandRunsItAndOneOfAnUnknownVersionSaysNothingAloud() {
        assertThat(Command.of(Optional.of(new Press.RunCommand("settings")))).isEqualTo(new Command.Settings());
        assertThat(Command.of(Optional.of(new Press.RunCommand("search"))).mayAskForText())
                .isTrue();
        assertThat(Command.of(Optional.of(new Press.ShowHelp()))).isEqualTo(pressed(new Press.ShowHelp()));
        Command gone = Command.of(Optional.of(new Press.RunCommand("nosuchcommand")));
        conversation.privately(gone);
        conversation.asManager(new Command.Pressed(Optional.empty()));
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
    void aPersonIsAnsweredInTheLanguageOfTheirClientOrElseInEnglish() {
        for (String language :
                List.of("de-AT", "es-419", "zh_Hans_CN", "pt-BR", "en-GB", "tlh_Latn_DE", "", "not a language", "x")) {
            conversation.as(Platform.TELEGRAM, language);
            conversation.privately(new Command.Unsubscribe("trade", Target.DEFAULT));
        }
    }
}
