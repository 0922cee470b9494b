package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.action.BroadcastPress;
import digestbot.action.OperatorPress;
import digestbot.action.Press;
import digestbot.action.PrivacyPress;
import digestbot.action.SealedTypes;
import digestbot.action.SettingsPress;
import digestbot.content.Button;
import digestbot.library.intake.HoldPolicy;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Presses every button that can be reached from the first commands, breadth first.
///
/// A button's data is complete in itself, so each button is pressed once, and of many buttons of a
/// kind only the first ones.
@InConversation
class EveryButtonTest {

    private static final List<Command> BEGINNINGS = List.of(
            new Command.Start(""),
            new Command.Help(),
            new Command.ListTopics(),
            new Command.Settings(),
            new Command.SetTimeZone("+02:00"),
            new Command.SetTimeZone("san"),
            new Command.SetTimeZone("berln"),
            new Command.SetTimeZone("nowhere at all"),
            new Command.Privacy(),
            new Command.Today(""),
            new Command.ShowPerspective("china", "us-china", ""),
            new LookupCommand.Latest(),
            new LookupCommand.Yesterday(""),
            new LookupCommand.DigestOfDay("", ""),
            new LookupCommand.Search("tells", Command.SearchFilters.NONE),
            new LookupCommand.Search("nowhere", Command.SearchFilters.NONE),
            new Command.Follow("tariffs"),
            new Command.Mute("steel"),
            new LookupCommand.Changes("", ""),
            new LookupCommand.ListSources("", "", ""),
            new LookupCommand.Missed(),
            new Command.Unknown("tody"));

    /// The largest number of buttons of one kind that are pressed; time zones alone have hundreds.
    private static final int MOST_OF_A_KIND = 40;

    /// Days can be chosen once a time is chosen.
    private static final Press AT_EIGHT = new SettingsPress.SetTime(1, 480);

    private ConversationFixture conversation;

    @Test
    void noneIsADeadEndInAPrivateChat() throws IOException {
        conversation.privately(new Command.Subscribe("all", Command.Target.HERE));
        conversation.press(AT_EIGHT);
        conversation.press(new SettingsPress.ShowSettings());
        conversation.arriveDaily(13);
        var walk = new Walk(conversation::privately);
        walk.from(BEGINNINGS);
        assertThat(walk.kinds())
                .containsExactlyInAnyOrderElementsOf(kindsBut(
                        BroadcastPress.class,
                        SettingsPress.DeliverTo.class,
                        SettingsPress.SetCrossposting.class,
                        SettingsPress.SetDiscussions.class,
                        SettingsPress.SetOwnThreads.class,
                        Press.ShareHere.class));
    }

    @Test
    void noneIsADeadEndForWhoManagesAGroup() throws IOException {
        conversation.asManager(new Command.Subscribe("all", Command.Target.HERE));
        conversation.asManager(pressed(AT_EIGHT));
        conversation.asManager(pressed(new SettingsPress.ShowSettings()));
        conversation.arriveDaily(13);
        ChatFeatures features = ConversationFixture.FOLLOWED
                .withDiscussions(ChatFeatures.Discussions.PERMITTED)
                .withSharing(true);
        var walk = new Walk(command -> conversation.in(ConversationFixture.GROUP, command, features));
        walk.from(BEGINNINGS);
        assertThat(walk.kinds())
                .containsExactlyInAnyOrderElementsOf(kindsBut(BroadcastPress.class, SettingsPress.SetOwnThreads.class));
    }

    @Test
    void noneIsADeadEndForAMemberOfAGroup() {
        var walk = new Walk(conversation::asMember);
        walk.from(BEGINNINGS);
        assertThat(walk.kinds()).contains("Press.Show", "Press.ShowTopics", "Press.ShowHelp");
    }

    @Test
    void noneIsADeadEndForWhoAnnouncesSomething() {
        conversation.privately(new Command.Subscribe("all", Command.Target.HERE));
        var walk = new Walk(conversation::asOwner, BroadcastPress.class::isInstance);
        walk.from(List.of(new Command.WriteBroadcast(""), new Command.WriteBroadcast("**News** for all")));
        assertThat(walk.kinds())
                .contains("BroadcastPress.SendBroadcast", "BroadcastPress.DiscardBroadcast", "BroadcastPress.ToTopic");
    }

    /// There are more entries than fit on a page of the audit log and of the roles.
    @Test
    void noneIsADeadEndForAnOperator() throws IOException {
        conversation.hold(HoldPolicy.HoldMode.ALWAYS);
        conversation.arrive("us-china", "US vs China", "2026-02-07", "us: United States", "china: China");
        conversation.arrive("trade", "World Trade", "2026-02-07", "us: United States", "eu: European Union");
        for (int person = 1; person <= 12; person++) {
            conversation.asOwner(new OperatorCommand.SetRole("editor", String.valueOf(7_000 + person), ""));
        }
        var walk = new Walk(conversation::asOwner, EveryButtonTest::isForOperators);
        walk.from(List.of(
                new Command.Withdraw("us-china", "2026-02-05"),
                new OperatorCommand.Release("", ""),
                new OperatorCommand.Roles(),
                new OperatorCommand.Audit()));
        assertThat(walk.kinds().stream().sorted())
                .containsExactlyElementsOf(SealedTypes.leaves(Press.class)
                        .filter(kind ->
                                kind.getEnclosingClass() == OperatorPress.class || kind == Press.WithdrawDigest.class)
                        .map(EveryButtonTest::name)
                        .sorted()
                        .toList());
    }

    private static boolean isForOperators(Press press) {
        return press instanceof OperatorPress || press instanceof Press.WithdrawDigest;
    }

    /// The names of all kinds of presses for readers, but those of one family, and further ones.
    private static List<String> kindsBut(Class<?> family, Class<?>... further) {
        return SealedTypes.leaves(Press.class)
                .filter(kind -> kind.getEnclosingClass() != family
                        && kind.getEnclosingClass() != OperatorPress.class
                        && kind != Press.WithdrawDigest.class)
                .filter(kind -> !List.of(further).contains(kind))
                .map(EveryButtonTest::name)
                .toList();
    }

    private static String name(Class<?> kind) {
        return kind.getEnclosingClass().getSimpleName() + "." + kind.getSimpleName();
    }

    /// The buttons seen so far, with the way to each for the message of a failure.
    private static final class Walk {
        private final Function<Command, Reply> ask;
        private final Predicate<Press> followed;
        private final Map<Press, String> ways = new LinkedHashMap<>();
        private final Map<Class<?>, Integer> pressed = new HashMap<>();
        private final Queue<Press> waiting = new ArrayDeque<>();
        private final Queue<Press> endings = new ArrayDeque<>();

        Walk(Function<Command, Reply> ask) {
            this(ask, _ -> true);
        }

        /// Makes the followed presses alone; another test makes the others.
        Walk(Function<Command, Reply> ask, Predicate<Press> followed) {
            this.ask = ask;
            this.followed = followed;
        }

        void from(List<Command> beginnings) {
            for (Command beginning : beginnings) {
                look(beginning.toString(), ask.apply(beginning));
            }
            while (!waiting.isEmpty() || !endings.isEmpty()) {
                Press press = waiting.isEmpty() ? endings.remove() : waiting.remove();
                String way = ways.get(press) + " → " + press;
                look(way, ask.apply(pressed(press)));
            }
        }

        private void look(String way, Reply reply) {
            assertThat(reply).as("the answer at the end of %s", way).isNotInstanceOf(Reply.NoReply.class);
            if (reply instanceof Reply.WithFile || reply instanceof Reply.Toast) {
                return;
            }
            List<Button> onward = ConversationFixture.content(reply).buttons().stream()
                    .flatMap(List::stream)
                    .filter(button -> !button.current())
                    .toList();
            assertThat(onward).as("a way on from %s", way).isNotEmpty();
            onward.forEach(button -> {
                if (button.action() instanceof Button.Action.Callback(Press press)
                        && followed.test(press)
                        && !ways.containsKey(press)
                        && pressed.merge(press.getClass(), 1, Integer::sum) <= MOST_OF_A_KIND) {
                    ways.put(press, way);
                    wait(press);
                }
            });
        }

        /// Enqueues a press; presses that end something come after everything that needs it.
        private void wait(Press press) {
            boolean ends = press instanceof Press.UnsubscribeTopic
                    || press instanceof PrivacyPress.ConfirmForget
                    || press instanceof Press.WithdrawDigest
                    || press instanceof OperatorPress.ReleaseDigest
                    || press instanceof OperatorPress.RejectDigest
                    || press instanceof BroadcastPress.SendBroadcast
                    || press instanceof BroadcastPress.DiscardBroadcast;
            (ends ? endings : waiting).add(press);
        }

        List<String> kinds() {
            return ways.keySet().stream()
                    .map(press -> name(press.getClass()))
                    .distinct()
                    .toList();
        }
    }
}
