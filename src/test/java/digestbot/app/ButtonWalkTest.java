package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.audience.QuietHours;
import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.button.SettingsPress;
import digestbot.button.WordPress;
import digestbot.chat.common.SubscriptionText;
import digestbot.clientview.ClientRow;
import digestbot.content.Button;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.i18n.VotePhrase;
import digestbot.i18n.WordPhrase;
import digestbot.sandbox.ClientForm;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.discord.DiscordSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Presses buttons on both platforms, through the real client libraries, until every kind of button
/// was pressed: each press is answered, and no message is a dead end. `EveryButtonTest` presses
/// every single button, below the platforms.
@Tag("full")
class ButtonWalkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /// The number of presses of one kind that is enough.
    private static final int ENOUGH = 3;

    private static final int MOST_STEPS = 600;

    /// A choice that is active already; on Telegram it can be pressed, and nothing changes.
    private static final Pattern CURRENT = Pattern.compile("✓ .*");

    private static final Pattern START_LINK = Pattern.compile("https://t\\.me/stage_bot\\?start=(.+)");

    /// The buttons of Telegram that send no press, by their fields in the Bot API.
    private static final Map<String, Class<?>> WITHOUT_PRESS = Map.of(
            "switch_inline_query_chosen_chat", Button.Action.ShareInChat.class,
            "copy_text", Button.Action.CopyLink.class);

    @TempDir
    Path folder;

    private BotFixture fixture;
    private Bot bot;
    private SandboxPerson ada;

    @BeforeEach
    void start() throws Exception {
        fixture = new BotFixture(folder);
        ada = fixture.person();
        fixture.drop("trade.md", BotFixture.digest("trade", "2026-02-05", "About trade"));
        fixture.drop("energy.md", BotFixture.digest("energy", "2026-02-05", "About energy"));
        // Nobody could press so much in so short a time.
        var minutes = new AtomicLong();
        bot = Bot.start(
                fixture.config(""),
                InstantSource.system(),
                () -> minutes.incrementAndGet() * Duration.ofMinutes(1).toNanos());
        assertThat(bot.awaitReady(PATIENCE)).isTrue();
    }

    @AfterEach
    void stop() {
        bot.close();
        fixture.close();
    }

    @Test
    void everyKindOfPressIsAnsweredOnTelegram() throws Exception {
        var walk = new Walk(fixture.telegram, fixture.privateChat(ada), "callback_data");
        walk.from("/start");
        fixture.record("walk-telegram");
        // Only Discord has forms.
        Set<Class<?>> kinds = kinds(
                Press.ReportMistake.class,
                Press.ReportMistakeIn.class,
                SettingsPress.SetOwnThreads.class,
                Button.Action.ShareInChat.class,
                Button.Action.CopyLink.class);
        kinds.removeAll(List.of(SettingsPress.OpenForm.class, SettingsPress.OpenChatForm.class));
        assertThat(walk.counts.keySet()).containsExactlyInAnyOrderElementsOf(kinds);
    }

    @Test
    void everyKindOfPressIsAnsweredOnDiscord() throws Exception {
        var walk = new Walk(fixture.discord, fixture.discord.directMessages(ada), "custom_id");
        walk.from("/help");
        fixture.record("walk-discord");
        // Faults are reported in a form.
        assertThat(walk.counts.keySet()).containsExactlyInAnyOrderElementsOf(kinds(Press.ReportMistake.class));
        // Each form was submitted with a change of each of its fields.
        assertThat(walk.submissions.get(SettingsPress.OpenForm.class)).isGreaterThanOrEqualTo(5);
        assertThat(walk.submissions.get(SettingsPress.OpenChatForm.class)).isGreaterThanOrEqualTo(5);
    }

    @Test
    void thePlacesOfAnAnnouncementChannelCanBeChosenOnDiscord() throws Exception {
        SandboxPlace channel = fixture.discord.announcementChannel("news");
        SandboxPlace thread = fixture.discord.thread(channel, "about trade");
        fixture.discord.promote(channel, ada);
        var walk = new Walk(fixture.discord, thread, "custom_id");
        walk.from("/topics");
        fixture.record("walk-discord-announcements");
        assertThat(walk.counts.keySet())
                .contains(
                        SettingsPress.DeliverTo.class,
                        SettingsPress.SetCrossposting.class,
                        SettingsPress.SetDiscussions.class);
    }

    /// Everything that the commands about the chat show is for the person alone who pressed; a view appears
    /// in place of the group's digest, and there one flips through the others.
    @Test
    void everyKindOfPressIsAnsweredToThePresserAloneInATelegramGroup() throws Exception {
        var group = new SandboxPlace(-1_001_000_000_501L, SandboxPlace.Kind.GROUP, "Readers");
        fixture.telegram.promote(group, ada);
        fixture.telegram.promoteBot(ada, group);
        var walk = new Walk(fixture.telegram, group, "callback_data");
        walk.from("/help", "/today", "/settings", "/why", "/search about", "/mistake", "/export");
        fixture.record("walk-telegram-group");
        Set<Class<?>> kinds = kinds(
                Press.ReportMistake.class,
                Press.ReportMistakeIn.class,
                Button.Action.ShareInChat.class,
                Button.Action.CopyLink.class);
        kinds.removeAll(List.of(SettingsPress.OpenForm.class, SettingsPress.OpenChatForm.class));
        assertThat(walk.counts.keySet()).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(walk.seenByAll).isEmpty();
    }

    @Test
    void everyKindOfPressIsAnsweredInAChannelOfADiscordServer() throws Exception {
        SandboxPlace channel = fixture.discord.channel("general");
        fixture.discord.promote(channel, ada);
        var walk = new Walk(fixture.discord, channel, "custom_id");
        walk.from("/help", "/today", "/settings", "/why", "/search words:about", "/export");
        fixture.record("walk-discord-channel");
        assertThat(walk.counts.keySet())
                .containsExactlyInAnyOrderElementsOf(kinds(
                        Press.ReportMistake.class,
                        Press.ShareHere.class,
                        SettingsPress.SetDiscussions.class,
                        WordPress.FollowSearched.class));
        assertThat(walk.seenByAll).containsExactly(Press.ShareHere.class);
    }

    /// All kinds but those under an announcement, and those that only some chats have; of those
    /// that show a digest, the views; and the list of the newest digests, with what it opens.
    private static Set<Class<?>> kinds(Class<?>... others) {
        Set<Class<?>> kinds = new HashSet<>();
        addLeaves(DigestView.class, kinds);
        addLeaves(Press.MenuPress.class, kinds);
        addLeaves(SettingsPress.class, kinds);
        kinds.addAll(List.of(LookupPress.ShowLatest.class, Press.ShowSeparately.class, Press.VoteOnDigest.class));
        kinds.removeAll(List.of(
                SettingsPress.DeliverTo.class,
                SettingsPress.SetCrossposting.class,
                SettingsPress.SetDiscussions.class,
                SettingsPress.SetOwnThreads.class));
        kinds.addAll(List.of(others));
        return kinds;
    }

    private static void addLeaves(Class<?> type, Set<Class<?>> leaves) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                addLeaves(permitted, leaves);
            }
        } else {
            leaves.add(type);
        }
    }

    private static Class<?> kind(Press press) {
        return press instanceof Press.Show show ? show.view().getClass() : press.getClass();
    }

    private static Class<?> kind(String code) {
        return WITHOUT_PRESS.containsKey(code)
                ? WITHOUT_PRESS.get(code)
                : kind(Press.decode(code).orElseThrow());
    }

    /// A message with the codes of its buttons, in the buttons' order.
    private record Screen(ShownMessage message, List<String> codes) {}

    /// A button, and the button on the present screen that the way to it begins with.
    private record Step(String code, String first) {}

    private final class Walk {
        private final PlatformSandbox platform;
        private final SandboxPlace place;
        private final String key;
        private final BlockingQueue<SandboxEvent> answers = new LinkedBlockingQueue<>();
        private final Map<Class<?>, Integer> counts = new HashMap<>();
        private final Set<String> pressed = new HashSet<>();
        /// The presses whose answer is for everybody in the place.
        private final Set<Class<?>> seenByAll = new HashSet<>();

        private int steps;

        /// The numbers of forms that were submitted with a change.
        private final Map<Class<?>, Integer> submissions = new HashMap<>();

        /// The codes that each press leads to, without those that would change nothing.
        private final Map<String, List<String>> ways = new LinkedHashMap<>();

        Walk(PlatformSandbox platform, SandboxPlace place, String key) {
            this.platform = platform;
            this.place = place;
            this.key = key;
            platform.listen(DeferralFilter.leftOut(event -> {
                boolean own = event instanceof SandboxEvent.Shown(ShownMessage message)
                        && message.author().isPresent();
                if (!own) {
                    answers.add(event);
                }
            }));
        }

        void from(String... commands) throws InterruptedException {
            for (String command : commands) {
                from(command);
            }
        }

        private void from(String command) throws InterruptedException {
            Screen screen = begin(command);
            Optional<String> next = next(screen);
            while (next.isPresent()) {
                screen = press(screen, next.get());
                assertThat(++steps).as("steps, pressing %s", next.get()).isLessThan(MOST_STEPS);
                next = next(screen);
                if (next.isEmpty()) {
                    // A digest's buttons lead to its other views alone.
                    screen = begin(command);
                    next = next(screen);
                }
            }
        }

        private Screen begin(String command) throws InterruptedException {
            int before = platform.requests().size();
            platform.write(ada, place, command);
            return answer(before, "to " + command).orElseThrow();
        }

        private Screen press(Screen screen, String code) throws InterruptedException {
            pressed.add(code);
            counts.merge(kind(code), 1, Integer::sum);
            int before = platform.requests().size();
            platform.press(ada, place, screen.message().id(), screen.codes().indexOf(code) + 1, 0);
            Screen after = switch (Press.decode(code).orElse(null)) {
                case SettingsPress.FormPress form -> submitAll(code, form.getClass());
                case null, default -> {
                    Optional<Screen> answer = answer(before, "to " + code);
                    if (answer.stream()
                            .anyMatch(shown -> shown.message().onlyFor().isEmpty())) {
                        seenByAll.add(kind(code));
                    }
                    yield answer.orElse(screen);
                }
            };
            ways.put(
                    code,
                    after.codes().stream()
                            .filter(further -> isEnabled(after, further))
                            .toList());
            return after;
        }

        /// Submits the form that the press opens as it is shown, and again with a change of each of its fields.
        private Screen submitAll(String code, Class<?> kind) throws InterruptedException {
            ClientForm form = opened(code);
            Screen screen = submit(Map.of(), code + " as shown");
            for (ClientForm.Field field : form.fields()) {
                Optional<String> again = screen.codes().stream()
                        .filter(other -> kind(Press.decode(other).orElseThrow()) == kind)
                        .findFirst();
                if (again.isEmpty()) {
                    // The change before asks for something else.
                    return screen;
                }
                platform.press(ada, place, screen.message().id(), screen.codes().indexOf(again.get()) + 1, 0);
                opened(again.get());
                submissions.merge(kind, 1, Integer::sum);
                screen = submit(Map.of(field.id(), changed(field)), code + " with another " + field.id());
            }
            return screen;
        }

        private ClientForm opened(String code) throws InterruptedException {
            SandboxEvent event = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(event).as("a form for %s", code).isInstanceOf(SandboxEvent.FormOpened.class);
            return ((SandboxEvent.FormOpened) event).form();
        }

        private Screen submit(Map<String, List<String>> values, String to) throws InterruptedException {
            int before = platform.requests().size();
            ((DiscordSandbox) platform).fill(ada, place, values);
            return answer(before, "to " + to).orElseThrow();
        }

        /// The example as a text; another choice; or all choices but the last, or the last one too.
        private static List<String> changed(ClientForm.Field field) {
            List<ClientForm.Option> options = field.options();
            if (options.isEmpty()) {
                return List.of(field.placeholder());
            }
            if (!field.several()) {
                return options.stream()
                        .filter(option -> !option.chosen())
                        .limit(1)
                        .map(ClientForm.Option::value)
                        .toList();
            }
            boolean last = options.getLast().chosen();
            return options.subList(0, last ? options.size() - 1 : options.size()).stream()
                    .map(ClientForm.Option::value)
                    .toList();
        }

        /// The message that came or changed; empty if the answer was a few words over the screen.
        private Optional<Screen> answer(int before, String to) throws InterruptedException {
            SandboxEvent event = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(event).as("an answer %s", to).isNotNull();
            return switch (event) {
                case SandboxEvent.Shown(ShownMessage message) when isPopUp(message) -> Optional.empty();
                case SandboxEvent.Shown(ShownMessage message) -> Optional.of(screen(message, before, to));
                case SandboxEvent.Edited(ShownMessage message) -> Optional.of(screen(message, before, to));
                case SandboxEvent.Opened _
                when place.kind() != SandboxPlace.Kind.PRIVATE -> {
                    // The link leads to the private chat; whoever comes back still sees the screen.
                    answer(before, to + " in the private chat");
                    yield Optional.empty();
                }
                case SandboxEvent.Toast _, SandboxEvent.FormOpened _, SandboxEvent.Opened _, SandboxEvent.Prefilled _ ->
                    Optional.empty();
                case SandboxEvent.Deleted _, SandboxEvent.Suggested _ -> throw new AssertionError(event);
            };
        }

        /// What pops up on Telegram is a message on Discord, in the language that was chosen meanwhile.
        private static boolean isPopUp(ShownMessage message) {
            String text = BotFixture.text(List.of(message));
            return Texts.languages().stream()
                    .map(Texts::of)
                    .flatMap(texts -> Stream.of(
                            texts.format(VotePhrase.QUESTION),
                            texts.format(WordPhrase.WORDS_FOLLOWED, "").strip()))
                    .anyMatch(text::contains);
        }

        private Screen screen(ShownMessage message, int before, String to) {
            List<ClientRow.ClientButton> keys = message.rows().stream()
                    .filter(ClientRow.ButtonRow.class::isInstance)
                    .flatMap(row -> ((ClientRow.ButtonRow) row).buttons().stream())
                    .toList();
            if (keys.isEmpty() && !message.decoration().files().isEmpty()) {
                return new Screen(message, List.of());
            }
            if (keys.isEmpty()) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(asksForReply(before))
                                .as("a way on from the answer %s: %s", to, BotFixture.text(List.of(message)))
                                .isTrue());
                return new Screen(message, List.of());
            }
            assertThat(keys.stream().filter(ClientRow.ClientButton::enabled))
                    .as("a way on from the answer %s", to)
                    .isNotEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(codes(before)).as(to + " " + keys).hasSameSizeAs(keys));
            return new Screen(message, codes(before));
        }

        private boolean asksForReply(int before) {
            return platform.requests().stream()
                    .skip(before)
                    .anyMatch(request -> request.body()
                            .path("reply_markup")
                            .path("force_reply")
                            .asBoolean());
        }

        /// The codes of the newest request that had any.
        private List<String> codes(int before) {
            List<RecordedRequest> requests = platform.requests();
            for (RecordedRequest request :
                    requests.subList(before, requests.size()).reversed()) {
                List<String> codes = new ArrayList<>();
                collect(request.body(), codes);
                if (!codes.isEmpty()) {
                    return codes;
                }
            }
            return List.of();
        }

        private void collect(JsonNode node, List<String> codes) {
            WITHOUT_PRESS.keySet().stream().filter(node::has).forEach(codes::add);
            // Discord requires unique ids: a repeated one has a suffix.
            String code =
                    node.path(key).asText(linked(node.path("url").asText())).split("~", -1)[0];
            if (Press.decode(code).isPresent()) {
                codes.add(code);
            }
            node.forEach(child -> collect(child, codes));
        }

        /// The data of the press that a link to the private chat triggers.
        private static String linked(String url) {
            Matcher link = START_LINK.matcher(url);
            return link.matches()
                    ? Press.Linkable.fromPayload(link.group(1))
                            .map(Press::encode)
                            .orElse("")
                    : "";
        }

        /// The button to press on this screen, or the first on the shortest way to one that was not
        /// pressed. Buttons that end something are pressed when nothing else is left.
        private Optional<String> next(Screen screen) {
            return towards(screen, false).or(() -> towards(screen, true));
        }

        private Optional<String> towards(Screen screen, boolean endings) {
            Set<String> seen = new HashSet<>();
            Queue<Step> queue = new ArrayDeque<>();
            screen.codes().stream()
                    .filter(code -> isEnabled(screen, code) && seen.add(code))
                    .forEach(code -> queue.add(new Step(code, code)));
            while (!queue.isEmpty()) {
                Step step = queue.remove();
                if (isWanted(step.code(), endings)) {
                    return Optional.of(step.first());
                }
                ways.getOrDefault(step.code(), List.of()).stream()
                        .filter(seen::add)
                        .forEach(further -> queue.add(new Step(further, step.first())));
            }
            return Optional.empty();
        }

        private boolean isEnabled(Screen screen, String code) {
            return screen.message().rows().stream()
                    .filter(ClientRow.ButtonRow.class::isInstance)
                    .flatMap(row -> ((ClientRow.ButtonRow) row).buttons().stream())
                    .filter(found -> found.number() == screen.codes().indexOf(code) + 1)
                    .allMatch(key ->
                            key.enabled() && !(CURRENT.matcher(key.label()).matches() && isChoice(code)));
        }

        /// Tells whether pressing the button again changes nothing, unlike a button that switches
        /// something off.
        private static boolean isChoice(String code) {
            return switch (Press.decode(code).orElse(null)) {
                case null -> false;
                case Press.Show _,
                        SettingsPress.SetLength _,
                        SettingsPress.SetLayout _,
                        SettingsPress.PerspectiveFirst _,
                        SettingsPress.AllPerspectives _,
                        SettingsPress.SetTime _,
                        SettingsPress.DeliverImmediately _,
                        SettingsPress.DeliverWeekly _,
                        SettingsPress.QuietHoursPress _,
                        SettingsPress.SetLanguage _,
                        SettingsPress.SetZone _ -> true;
                case SettingsPress.SetDays(long _, var days) ->
                    days.equals(SubscriptionText.WORKDAYS) || days.equals(SubscriptionText.EVERY_DAY);
                default -> false;
            };
        }

        private boolean isWanted(String code, boolean endings) {
            if (WITHOUT_PRESS.containsKey(code)) {
                return !endings && counts.getOrDefault(kind(code), 0) < ENOUGH;
            }
            Press press = Press.decode(code).orElseThrow();
            boolean ends = press instanceof Press.UnsubscribeTopic || press instanceof Press.StopDeliveries;
            // Days are chosen once there is a time, and while there is one; all can be stopped while something comes;
            // what
            // holds already changes no message.
            boolean early = (press instanceof SettingsPress.Days && !counts.containsKey(SettingsPress.SetTime.class))
                    || (press instanceof SettingsPress.DeliverImmediately
                            && !counts.containsKey(SettingsPress.SetDays.class))
                    || (press instanceof Press.UnsubscribeTopic && !counts.containsKey(Press.StopDeliveries.class))
                    || (press.equals(new SettingsPress.SetQuietMode(QuietHours.Mode.HOLD))
                            && !counts.containsKey(SettingsPress.SetQuietMode.class));
            return ends == endings && !early && !pressed.contains(code) && counts.getOrDefault(kind(press), 0) < ENOUGH;
        }
    }
}
