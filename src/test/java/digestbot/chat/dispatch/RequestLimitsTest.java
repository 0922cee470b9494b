package digestbot.chat.dispatch;

import static digestbot.chat.ConversationFixture.button;
import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.chat.CommandRequest;
import digestbot.chat.ConversationFixture;
import digestbot.chat.InConversation;
import digestbot.chat.Reply;
import digestbot.chat.dispatch.CommandDispatcher.RequestLimits.Decision;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.ShowTopics;
import digestbot.delivery.api.Destination;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@InConversation
class RequestLimitsTest {

    private static final Person ANN = person(1);
    private static final Chat GROUP = chat(-77);

    private ConversationFixture chat;

    /// Shortly before it overflows, as `System.nanoTime` may be anywhere.
    private long nanoTime = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    private final CommandDispatcher.RequestLimits limits = new CommandDispatcher.RequestLimits(() -> nanoTime);

    @Test
    void warnsOnceAndIgnoresWhatFollowsUntilThereIsSilenceForAMinute() {
        command(20, Decision.ANSWER);
        command(1, Decision.WARN);
        command(30, Decision.IGNORE);
        for (int i = 0; i < 100; i++) {
            pass(2);
            command(1, Decision.IGNORE);
        }
        pass(60);
        command(20, Decision.ANSWER);
        command(1, Decision.WARN);
    }

    @Test
    void pressesAreLimitedTooAndApartFromCommands() {
        press(60, Decision.ANSWER);
        press(1, Decision.WARN);
        press(30, Decision.IGNORE);
        command(20, Decision.ANSWER);
        command(1, Decision.WARN);
    }

    @Test
    void twentyCommandsAndSixtyPressesAMinuteAreFineForEver() {
        for (int i = 0; i < 200; i++) {
            pass(3);
            command(1, Decision.ANSWER);
            press(3, Decision.ANSWER);
        }
    }

    @Test
    void othersAreNotInvolved() {
        for (int i = 0; i < 25; i++) {
            limits.decide(ANN, chat(1), false);
        }
        assertThat(limits.decide(new Person(Platform.DISCORD, 1, "en"), chat(1), false))
                .isEqualTo(Decision.ANSWER);
        assertThat(limits.decide(person(2), chat(2), false)).isEqualTo(Decision.ANSWER);
    }

    @Test
    void aPersonIsLimitedInAllChatsTogether() {
        for (int chat = 1; chat <= 60; chat++) {
            assertThat(limits.decide(ANN, chat(chat), true)).isEqualTo(Decision.ANSWER);
        }
        assertThat(limits.decide(ANN, chat(61), true)).isEqualTo(Decision.WARN);
        assertThat(limits.decide(ANN, chat(62), true)).isEqualTo(Decision.IGNORE);
    }

    @Test
    void aChatIsLimitedWhoeverPressesAndOtherChatsAreNot() {
        for (int i = 0; i < CommandDispatcher.RequestLimits.PRESSES_PER_CHAT; i++) {
            assertThat(limits.decide(person(i), GROUP, true)).isEqualTo(Decision.ANSWER);
        }
        assertThat(limits.decide(person(5_000), GROUP, true)).isEqualTo(Decision.WARN);
        assertThat(limits.decide(person(5_000), GROUP, true)).isEqualTo(Decision.IGNORE);
        assertThat(limits.decide(person(5_001), GROUP, true)).isEqualTo(Decision.WARN);
        assertThat(limits.decide(person(5_000), chat(5_000), true)).isEqualTo(Decision.ANSWER);
    }

    @Test
    void aPersonWhoPressesTooMuchKeepsNobodyElseInTheChatFromIt() {
        for (int i = 0; i < 1_000; i++) {
            limits.decide(ANN, GROUP, true);
        }
        assertThat(limits.decide(person(2), GROUP, true)).isEqualTo(Decision.ANSWER);
    }

    @Test
    void aGroupIsWarnedAFewTimesHoweverManyWriteThere() {
        int warnings = 0;
        for (int i = 0; i < 1_000; i++) {
            warnings += limits.decide(person(i), GROUP, false) == Decision.WARN ? 1 : 0;
        }
        assertThat(warnings).isBetween(1, 5);
    }

    @Test
    void whoWasSilentForAMinuteIsForgottenAndOfVeryManyTheOldestAre() {
        var limiter = new RequestRateLimiter<Integer>(20, () -> nanoTime);
        for (int i = 0; i < 1_000; i++) {
            limiter.tryAcquire(i);
        }
        assertThat(limiter.size()).isEqualTo(1_000);
        pass(60);
        limiter.tryAcquire(5_000);
        assertThat(limiter.size()).isEqualTo(1);
        for (int i = 0; i < 100_000; i++) {
            limiter.tryAcquire(i);
        }
        assertThat(limiter.size()).isEqualTo(10_000);
    }

    @Test
    void aRefusedPressIsAnsweredByAToastAndThenBySilence() {
        chat.hurry();
        for (int i = 0; i < 60; i++) {
            assertThat(told(chat.press(new ShowTopics(0)))).startsWith("Replace");
        }
        assertThat(told(chat.press(new ShowTopics(0)))).isEqualTo("Toast: Too many taps. Please wait a minute.");
        assertThat(chat.press(new ShowTopics(0))).isEqualTo(new Reply.NoReply());
        assertThat(told(chat.privately(new ShowTopics(0)))).startsWith("Whisper: Choose your topics");
        chat.pass(Duration.ofMinutes(1));
        assertThat(told(chat.press(new ShowTopics(0)))).startsWith("Replace");
    }

    @Test
    void aRefusedCommandDoesNothing() {
        chat.hurry();
        for (int i = 0; i < 20; i++) {
            assertThat(told(chat.privately(new ShowTopics(0)))).startsWith("Whisper: Choose your topics");
        }
        Reply warning = chat.asMember(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.DEFAULT));
        assertThat(told(warning)).startsWith("Whisper: Too many commands. Please wait a minute");
        assertThat(ConversationFixture.buttons(warning)).containsExactly(button("Help", new ChatAction.ShowHelp()));
        assertThat(chat.privately(new ChatAction.ShowHelp())).isEqualTo(new Reply.NoReply());
        assertThat(chat.rows("SELECT topic FROM subscription")).isEmpty();
    }

    @Test
    void aClockThatIsSetBackOrForwardsChangesNothing() {
        chat.hurry();
        for (int i = 0; i < 21; i++) {
            chat.privately(new ShowTopics(0));
        }
        chat.setClock(Duration.ofHours(2));
        assertThat(chat.privately(new ShowTopics(0))).isEqualTo(new Reply.NoReply());
        chat.setClock(Duration.ofHours(-4));
        chat.pass(Duration.ofMinutes(1));
        assertThat(told(chat.privately(new ShowTopics(0)))).startsWith("Whisper: Choose your topics");
    }

    @Test
    void theChatIsTheOneThatTheRequestComesFrom() {
        chat.hurry();
        for (int i = 0; i < CommandDispatcher.RequestLimits.COMMANDS_PER_CHAT; i++) {
            assertThat(told(help(i, ConversationFixture.GROUP))).startsWith("Whisper");
        }
        assertThat(told(help(1_000, ConversationFixture.GROUP))).contains("Too many commands");
        assertThat(told(help(1_001, ConversationFixture.PRIVATE))).doesNotContain("Too many commands");
    }

    private Reply help(long user, Destination from) {
        return chat.answer(new CommandRequest(
                person(user), from, false, Optional.empty(), Invocation.typed(new ChatAction.ShowHelp())));
    }

    private void command(int times, Decision expected) {
        judge(times, false, expected);
    }

    private void press(int times, Decision expected) {
        judge(times, true, expected);
    }

    private void judge(int times, boolean press, Decision expected) {
        for (int i = 0; i < times; i++) {
            assertThat(limits.decide(ANN, chat(1), press)).isEqualTo(expected);
        }
    }

    private void pass(int seconds) {
        nanoTime += Duration.ofSeconds(seconds).toNanos();
    }

    private static Person person(long id) {
        return new Person(Platform.TELEGRAM, id, "en");
    }

    private static Chat chat(long id) {
        return new Chat(Platform.TELEGRAM, id, id > 0 ? ChatType.PRIVATE : ChatType.GROUP, "");
    }
}
