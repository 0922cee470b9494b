package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Button;
import digestbot.content.action.Action;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.ChatAction;
import digestbot.content.action.DataAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.WordAction;
import digestbot.library.intake.HoldPolicy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Presses every button that can be reached from the first commands, breadth first.
///
/// A button's data is complete in itself, so each button is pressed once, and of many buttons of a
/// kind only the first ones.
@InConversation
class EveryButtonTest {

    private static final List<Action> BEGINNINGS = List.of(
            new ChatAction.Start(""),
            new ChatAction.ShowHelp(),
            new SubscribeAction.ShowTopics(0),
            new SettingsAction.ShowSettings(),
            new SettingsAction.SetTimeZone("+02:00"),
            new SettingsAction.SetTimeZone("san"),
            new SettingsAction.SetTimeZone("berln"),
            new SettingsAction.SetTimeZone("nowhere at all"),
            new DataAction.ShowPrivacy(),
            new ReadAction.ShowToday(""),
            new ReadAction.ShowPerspective("china", "us-china", ""),
            new ReadAction.ShowLatest(0),
            new ReadAction.DigestOfDay("2026-01-14", "us-china"),
            new ReadAction.Search("tells"),
            new ReadAction.Search("nowhere"),
            new WordAction.Follow("tariffs"),
            new WordAction.Mute("steel"),
            new ReadAction.ShowMissed(0),
            new ChatAction.Unknown("tody"));

    /// The largest number of buttons of one kind that are pressed; time zones alone have hundreds.
    private static final int MOST_OF_A_KIND = 40;

    /// Days can be chosen once a time is chosen.
    private static final Action AT_EIGHT = new SettingsAction.Choose(1, "time", "0800");

    private ConversationFixture chat;

    @Test
    void noneIsADeadEndInAPrivateChat() throws IOException {
        chat.privately(new SubscribeAction.Subscribe("all", SubscribeAction.Target.HERE));
        chat.press(AT_EIGHT);
        chat.press(new SettingsAction.ShowSettings());
        chat.arriveDaily(13);
        arriveStory();
        var walk = new Walk(chat::privately);
        walk.from(BEGINNINGS);
        walk.from(typed(EveryButtonTest::isForReaders));
        assertThat(walk.kinds())
                .containsExactlyInAnyOrderElementsOf(kindsBut(
                        BroadcastRequest.class, ReadAction.ShareHere.class, DataAction.ShowPrivacyDetails.class));
        assertThat(walk.settings())
                .containsExactlyInAnyOrder(
                        "announcements",
                        "bundles",
                        "days",
                        "first",
                        "language",
                        "layout",
                        "length",
                        "like",
                        "perspectives",
                        "quiet",
                        "quietfrom",
                        "quietuntil",
                        "roundup",
                        "time",
                        "urgent");
    }

    private void arriveStory() throws IOException {
        chat.arrive(
                "quakes",
                "Quakes",
                "2026-02-06",
                "us: United States: A magnitude 5.9 earthquake in Yunnan kills 19 people.",
                "china: China: The Yunnan earthquake of magnitude 5.9 has killed 19 people.");
    }

    @Test
    void noneIsADeadEndForWhoManagesAGroup() throws IOException {
        chat.asManager(new SubscribeAction.Subscribe("all", SubscribeAction.Target.HERE));
        chat.asManager(pressed(AT_EIGHT));
        chat.asManager(pressed(new SettingsAction.ShowSettings()));
        chat.arriveDaily(13);
        arriveStory();
        ChatFeatures features = ConversationFixture.FORUM.withSharing(true).withPins(true);
        var walk = new Walk(asked -> chat.in(ConversationFixture.GROUP, asked, features));
        walk.from(BEGINNINGS);
        walk.from(typed(EveryButtonTest::isForReaders));
        assertThat(walk.kinds())
                .containsExactlyInAnyOrderElementsOf(kindsBut(
                        BroadcastRequest.class, WordAction.AskForWords.class, DataAction.ShowPrivacyDetails.class));
        assertThat(walk.settings()).contains("here", "pins", "time");
    }

    @Test
    void noneIsADeadEndForAMemberOfAGroup() {
        var walk = new Walk(chat::asMember);
        walk.from(BEGINNINGS);
        walk.from(typed(EveryButtonTest::isForReaders));
        assertThat(walk.kinds()).contains("ReadAction.Show", "SubscribeAction.ShowTopics", "ChatAction.ShowHelp");
    }

    @Test
    void noneIsADeadEndForWhoAnnouncesSomething() {
        chat.privately(new SubscribeAction.Subscribe("all", SubscribeAction.Target.HERE));
        var walk = new Walk(chat::asOwner, BroadcastRequest.class::isInstance);
        walk.from(List.of(
                new BroadcastRequest.WriteBroadcast(""), new BroadcastRequest.WriteBroadcast("**News** for all")));
        assertThat(walk.kinds()).contains("BroadcastRequest.SendBroadcast", "BroadcastRequest.DiscardBroadcast");
    }

    /// There are more entries than fit on a page of the roles.
    @Test
    void noneIsADeadEndForAnOperator() throws IOException {
        chat.hold(HoldPolicy.HoldMode.ALWAYS);
        chat.arrive("us-china", "US vs China", "2026-02-07", "us: United States", "china: China");
        chat.arrive("trade", "World Trade", "2026-02-07", "us: United States", "eu: European Union");
        for (int person = 1; person <= 12; person++) {
            chat.asOwner(new OperatorAction.SetRole(String.valueOf(7_000 + person), "editor", ""));
        }
        var walk = new Walk(chat::asOwner, EveryButtonTest::isForOperators);
        List<Action> beginnings = new ArrayList<>(typed(family -> family == OperatorAction.class));
        beginnings.addAll(List.of(
                new OperatorAction.Withdraw("us-china", "2026-02-05"),
                new OperatorAction.Release("", ""),
                new OperatorAction.ShowRoles(0)));
        walk.from(beginnings);
        assertThat(walk.kinds().stream().sorted())
                .containsExactlyElementsOf(buttons()
                        .filter(kind -> kind.getEnclosingClass() == OperatorAction.class)
                        .map(EveryButtonTest::name)
                        .sorted()
                        .toList());
    }

    private static boolean isForOperators(Action press) {
        return press instanceof OperatorAction;
    }

    private static boolean isForReaders(Class<?> family) {
        return family != OperatorAction.class && family != BroadcastRequest.class;
    }

    /// The commands of some families that have no button, typed with nothing else.
    private static List<Action> typed(Predicate<Class<?>> family) {
        return ActionSpec.commands().stream()
                .filter(command ->
                        !command.hasButton() && family.test(command.kind().getEnclosingClass()))
                .map(command -> command.parse(Map.of()))
                .toList();
    }

    /// The names of all kinds of presses for readers, but those of one family, and further ones.
    private static List<String> kindsBut(Class<?> family, Class<?>... further) {
        return buttons()
                .filter(kind -> kind.getEnclosingClass() != family && kind.getEnclosingClass() != OperatorAction.class)
                .filter(kind -> !List.of(further).contains(kind))
                .map(EveryButtonTest::name)
                .toList();
    }

    private static Stream<Class<?>> buttons() {
        return ActionSpec.leaves(Action.class)
                .filter(kind -> ActionSpec.of(kind.asSubclass(Action.class)).hasButton());
    }

    private static String name(Class<?> kind) {
        return kind.getEnclosingClass().getSimpleName() + "." + kind.getSimpleName();
    }

    /// The buttons seen so far, with the way to each for the message of a failure.
    private static final class Walk {
        private final Function<Invocation, Reply> ask;
        private final Predicate<Action> followed;
        private final Map<Action, String> ways = new LinkedHashMap<>();
        private final Map<String, Integer> pressed = new HashMap<>();
        private final Queue<Action> waiting = new ArrayDeque<>();
        private final Queue<Action> endings = new ArrayDeque<>();

        Walk(Function<Invocation, Reply> ask) {
            this(ask, _ -> true);
        }

        /// Makes the followed presses alone; another test makes the others.
        Walk(Function<Invocation, Reply> ask, Predicate<Action> followed) {
            this.ask = ask;
            this.followed = followed;
        }

        void from(List<Action> beginnings) {
            for (Action beginning : beginnings) {
                look(beginning.toString(), ask.apply(Invocation.typed(beginning)));
            }
            while (!waiting.isEmpty() || !endings.isEmpty()) {
                Action press = waiting.isEmpty() ? endings.remove() : waiting.remove();
                String way = ways.get(press) + " → " + press;
                look(way, ask.apply(pressed(press)));
            }
        }

        private void look(String way, Reply reply) {
            assertThat(reply).as("the answer at the end of %s", way).isNotInstanceOf(Reply.NoReply.class);
            if (reply instanceof Reply.PublicFile
                    || reply instanceof Reply.PrivateFile
                    || reply instanceof Reply.Toast) {
                return;
            }
            List<Button> onward = ConversationFixture.content(reply).buttons().stream()
                    .flatMap(List::stream)
                    .filter(button -> !button.current())
                    .toList();
            assertThat(onward).as("a way on from %s", way).isNotEmpty();
            onward.forEach(button -> {
                Optional<Action> press = press(button);
                if (press.filter(followed).isPresent()
                        && !ways.containsKey(press.get())
                        && pressed.merge(kind(press.get()), 1, Integer::sum) <= MOST_OF_A_KIND) {
                    ways.put(press.get(), way);
                    wait(press.get());
                }
            });
        }

        private static Optional<Action> press(Button button) {
            return switch (button.action()) {
                case Button.Action.Callback(Action press) -> Optional.of(press);
                case Button.Action.Menu menu -> Optional.of(menu.press());
                default -> Optional.empty();
            };
        }

        /// Enqueues a press; presses that end something come after everything that needs it.
        private void wait(Action press) {
            boolean ends = press instanceof SubscribeAction.UnsubscribeTopic
                    || press instanceof SubscribeAction.UnsubscribeFromDigest
                    || press instanceof DataAction.ConfirmForget
                    || press instanceof OperatorAction.WithdrawDigest
                    || press instanceof OperatorAction.ReleaseDigest
                    || press instanceof OperatorAction.RejectDigest
                    || press instanceof BroadcastRequest.SendBroadcast
                    || press instanceof BroadcastRequest.DiscardBroadcast;
            (ends ? endings : waiting).add(press);
        }

        private static String kind(Action press) {
            return press instanceof SettingsAction.Choose choice ? choice.setting() : name(press.getClass());
        }

        Set<String> settings() {
            return ways.keySet().stream()
                    .flatMap(press -> press instanceof SettingsAction.Choose choice
                            ? Stream.of(choice.setting())
                            : Stream.<String>empty())
                    .collect(Collectors.toSet());
        }

        List<String> kinds() {
            return ways.keySet().stream()
                    .map(press -> name(press.getClass()))
                    .distinct()
                    .toList();
        }
    }
}
