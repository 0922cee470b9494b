package digestbot.command;

import digestbot.audit.Audit;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Tools;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.delivery.AdminNotices;
import digestbot.delivery.Bell;
import digestbot.delivery.Destination;
import digestbot.delivery.FileWish;
import digestbot.delivery.Forgetting;
import digestbot.delivery.Outbox;
import digestbot.delivery.Subscriptions;
import digestbot.digest.DigestParser;
import digestbot.discord.DiscordRenderer;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.StyledEditions;
import digestbot.edition.Styles;
import digestbot.library.FirstStarts;
import digestbot.library.Hold;
import digestbot.library.Holding;
import digestbot.library.Intake;
import digestbot.library.Library;
import digestbot.library.Publishing;
import digestbot.library.Punctuality;
import digestbot.library.Withdrawals;
import digestbot.markdown.PlainText;
import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Person;
import digestbot.subscription.Platform;
import digestbot.subscription.Subscriber;
import digestbot.subscription.SubscriberStore;
import digestbot.subscription.Subscription;
import digestbot.text.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A person and the bot's commands, with a library of real files. It is noon of 2026-02-06, UTC.
final class Talk implements AutoCloseable {

    static final Destination PRIVATE = chat(501, ChatKind.PRIVATE, "");
    static final Destination GROUP =
            new Destination(chat(-77, ChatKind.GROUP, "Readers").chat(), 9);

    static final Destination SERVER =
            new Destination(new Chat(Platform.DISCORD, 4_077, ChatKind.GROUP, "Readers #news"), 0);

    /// A chat that others can follow.
    static final Surroundings FOLLOWED = new Surroundings(
            Phrase.PLACE_GENERAL,
            Phrase.PLACE_THIS_TOPIC,
            Phrase.PLACE_OTHER_TOPIC,
            Phrase.DELIVER_TO_GENERAL_BUTTON,
            true);

    /// Who runs the bot.
    static final Person OWNER = new Person(Platform.TELEGRAM, 900, "en");

    static final Person OWNER_ON_DISCORD = new Person(Platform.DISCORD, 901, "en");

    private static final Duration WHOLE = Duration.ofMillis(300);

    final Database database;
    final Library library = new Library(new DigestParser()::parse);
    private final Path folder;
    final Subscriptions subscriptions;
    private final Commands commands;
    final Tools announcing;
    final Broadcasts broadcasts;
    final AdminNotices notices;
    final Roles roles;
    final Holding holding;
    final Permissions permissions;
    private Intake intake;
    private Instant now = Instant.parse("2026-02-06T12:00:00Z");
    private long nanoTime;
    private boolean hurried;
    private Person person = new Person(Platform.TELEGRAM, 501, "en");

    Talk(Path base) throws IOException {
        folder = Files.createDirectories(base.resolve("digests"));
        database = Database.open(base.resolve("d.sqlite"));
        subscriptions = new Subscriptions(new Bell(), () -> now);
        var china = new Styles.SideOrnaments(Optional.empty(), OptionalInt.empty(), Optional.of("PRC"));
        var styles = new Styles(Map.of("us-china", new Styles.TopicStyle("", Map.of("china", china))));
        var bell = new Bell();
        announcing = Announcers.of(database, bell, () -> now);
        broadcasts = announcing.broadcasts();
        var usual = new UsualTimes(new Punctuality(ZoneOffset.UTC, Duration.ofHours(2)));
        var looking = new Looking(library, subscriptions, new StyledEditions(styles), styles, usual);
        notices = new AdminNotices(new Outbox(bell, () -> now), Clocks.of(() -> now));
        permissions = new Permissions(Set.of(OWNER, OWNER_ON_DISCORD));
        var audit = new Audit(() -> now);
        roles = new Roles(permissions, notices, audit);
        holding = new Holding(library, Publishing.NOTHING, () -> now);
        commands = new Commands(
                permissions,
                new Commands.Desks(
                        looking,
                        new Asking(library, subscriptions, looking, styles, usual),
                        new Subscribing(library, subscriptions),
                        new Settings(library, subscriptions, styles),
                        new Announcing(announcing, library),
                        new Withdrawing(library, new Withdrawals(library, Publishing.NOTHING, () -> now), audit),
                        new Staff(
                                roles,
                                new RolePages(permissions, roles),
                                new AuditPages(library),
                                new Releasing(holding, looking, audit)),
                        new Own(new Forgetting(() -> now), new Own.Keeping(180, 7), roles),
                        new Mistakes(library, styles, notices)),
                () -> now,
                () -> nanoTime);
        intake = intake(Hold.NOTHING);
    }

    private Intake intake(Hold hold) {
        var settings = new Intake.Settings(
                folder, 1 << 20, WHOLE, FirstStarts.everything(), hold, new Punctuality(ZoneOffset.UTC, Duration.ZERO));
        return new Intake(database, library, settings, Publishing.NOTHING, (_, _, _) -> {}, () -> now);
    }

    /// From now on digests are held back so.
    void hold(Hold.When when) {
        intake.close();
        intake = intake(new Hold(when, Duration.ofHours(2)));
    }

    /// With two topics: “US vs China” (number 1) of two days, and “World Trade” (number 2) of one. The digests'
    /// numbers are 1 and 3, and 2.
    static Talk ofTwoTopics(Path base) throws IOException {
        Talk talk = new Talk(base);
        talk.arrive("us-china", "US vs China", "2026-02-05", "us: United States", "china: China");
        talk.arrive("trade", "World Trade", "2026-02-06", "us: United States", "eu: European Union");
        talk.arrive("us-china", "US vs China", "2026-02-06", "us: United States", "china: China");
        return talk;
    }

    /// A digest is put into the folder and taken.
    void arrive(String topic, String name, String day, String... sides) throws IOException {
        write(topic, name, day, sides);
        take();
    }

    private void write(String topic, String name, String day, String... sides) throws IOException {
        var text = new StringBuilder("---\ndate: %s\ntopic: %s\ntopicName: \"%s\"\n".formatted(day, topic, name));
        text.append("perspectives:\n");
        for (String side : sides) {
            text.append("  - {id: ").append(side.replace(": ", ", name: ")).append("}\n");
        }
        text.append("---\n## Highlights\n\n- What %s is about on %s\n\n".formatted(topic, day));
        for (String side : sides) {
            String sideName = side.substring(side.indexOf(": ") + 2);
            text.append("## %1$s\n\n- As %1$s tells %2$s\n\n".formatted(sideName, topic));
        }
        text.append("## Sources\n\n1. [en] [One article](https://example.org/1) - Example Wire (2/5/2026)\n");
        Files.writeString(folder.resolve(day + "-" + topic + ".md"), text);
    }

    /// The digest with that text is put into the folder and taken.
    void arriveText(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        take();
    }

    /// The digest of “World Trade” of that day of February in that language is put into the folder and taken; it
    /// says `Zoll` and its language.
    void arriveIn(String language, int day, String... sides) throws IOException {
        var text = new StringBuilder("---\ndate: 2026-02-%02d\ntopic: trade\ntopicName: World Trade\n".formatted(day));
        text.append("language: ").append(language).append("\nperspectives:\n");
        for (String side : sides) {
            text.append("  - {id: ")
                    .append(side)
                    .append(", name: Side ")
                    .append(side)
                    .append("}\n");
        }
        text.append("---\n## Highlights\n\n- Zoll ").append(language).append("\n\n");
        for (String side : sides) {
            text.append("## Side %1$s\n\n- %2$s tells %1$s\n\n".formatted(side, language));
        }
        arriveText("%02d.%s.md".formatted(day, language), text.toString());
    }

    private void take() {
        intake.look();
        pass(WHOLE);
        intake.look();
    }

    /// So many more topics, from “Topic 10” on.
    void arriveMany(int topics) throws IOException {
        for (int i = 10; i < 10 + topics; i++) {
            write("topic-" + i, "Topic " + i, "2026-02-06", "us: United States", "eu: European Union");
        }
        take();
    }

    /// Digests of “US vs China” of so many days of January, from the first.
    void arriveDaily(int days) throws IOException {
        for (int day = 1; day <= days; day++) {
            write("us-china", "US vs China", "2026-01-%02d".formatted(day), "us: United States", "china: China");
        }
        take();
    }

    void pass(Duration time) {
        now = now.plus(time);
        nanoTime += time.toNanos();
    }

    /// Sets the wall clock, which may go back; no time passes.
    void setClock(Duration ahead) {
        now = now.plus(ahead);
    }

    /// From now on no time lies between two requests but what [#pass] lets pass. Until then, nobody asks too much.
    void hurry() {
        hurried = true;
    }

    /// What nobody asked for, in a transaction that can't write.
    Reply rehearse() {
        return database.read(tx -> commands.rehearse(tx, Platform.DISCORD));
    }

    /// The person is another from now on.
    void as(Platform platform, String language) {
        person = new Person(platform, 501, language);
    }

    void as(Person other) {
        person = other;
    }

    Person person() {
        return person;
    }

    /// The answer in a Discord server's channel.
    Reply onDiscord(boolean manager, Command command) {
        return answer(new Request(person, SERVER, manager, Optional.empty(), command));
    }

    /// The answer in the person's own chat.
    Reply privately(Command command) {
        return answer(new Request(person, PRIVATE, true, Optional.of(PRIVATE), command));
    }

    /// The answer in a group that the person may manage.
    Reply asManager(Command command) {
        return answer(new Request(person, GROUP, true, Optional.of(PRIVATE), command));
    }

    /// The answer in a group that others manage.
    Reply asMember(Command command) {
        return answer(new Request(person, GROUP, false, Optional.of(PRIVATE), command));
    }

    /// The answer in any chat that the person may manage.
    Reply in(Destination from, Command command, Surroundings around) {
        return answer(new Request(person, from, true, Optional.of(PRIVATE), command, around));
    }

    Commands commands() {
        return commands;
    }

    Reply answer(Request request) {
        nanoTime += hurried ? 0 : Duration.ofMinutes(1).toNanos();
        commands.prepare(request.command(), request.person());
        return database.write(tx -> commands.answer(tx, request));
    }

    Reply press(String code) {
        return privately(new Command.Pressed(Press.decode(code)));
    }

    Reply pressAsManager(String code) {
        return asManager(new Command.Pressed(Press.decode(code)));
    }

    boolean needsManager(Command command) {
        return commands.needsManager(command, GROUP.chat());
    }

    /// The chat's subscription to the topic, which there is.
    Subscription subscription(Destination chat, String topic) {
        return database.read(tx -> new Mine(library, subscriptions).to(tx, chat.chat(), topic))
                .orElseThrow();
    }

    /// The chat, which is a subscriber.
    Subscriber subscriber(Destination chat) {
        return database.read(tx -> new Mine(library, subscriptions).subscriber(tx, chat.chat()))
                .orElseThrow();
    }

    /// The ids of the topics that come to the chat, by name.
    List<String> topicsOf(Destination chat) {
        return database.read(tx -> new SubscriberStore()
                .find(tx, chat.chat().platform(), chat.chat().id()).stream()
                        .flatMap(found -> subscriptions.of(tx, found.number()).stream())
                        .map(listed -> listed.topic().id()
                                + thread(listed.subscription().thread()))
                        .toList());
    }

    private static String thread(long thread) {
        return thread == 0 ? "" : " in " + thread;
    }

    /// All that the reply says, and in which way: `Say: …`.
    static String told(Reply reply) {
        return switch (reply) {
            case Reply.Say(Content content) -> "Say: " + text(content);
            case Reply.Whisper(Content content) -> "Whisper: " + text(content);
            case Reply.Replace(Content content, int page) -> "Replace, page " + page + ": " + text(content);
            case Reply.Aside(Content content, int page, String payload) ->
                "Aside " + payload + ", page " + page + ": " + text(content);
            case Reply.Compose(String title, String label, var _, Content otherwise) ->
                "Compose " + title + " / " + label + ": " + text(otherwise);
            case Reply.WithFile(FileWish wish, boolean toAll) ->
                (toAll ? "File to all: " : "File: ") + text(wish.beside());
            case Reply.Toast(String text) -> "Toast: " + text;
            case Reply.Silence() -> "Silence";
        };
    }

    private static String text(Content content) {
        var text = new StringBuilder();
        content.panels()
                .forEach(panel -> text.append(panel.title())
                        .append(panel.title().isEmpty() ? "" : "\n")
                        .append(PlainText.of(panel.body()))
                        .append('\n'));
        return text.toString().strip();
    }

    /// The reply's buttons, each as `label 1:code`, row after row.
    static List<String> buttons(Reply reply) {
        return content(reply).buttons().stream()
                .flatMap(List::stream)
                .map(Talk::button)
                .toList();
    }

    /// How many of the reply's buttons fit into a Discord message of 40 components; the rest is left out there.
    static int buttonsOnDiscord(Reply reply) {
        String payload = DiscordRenderer.render(content(reply)).payload();
        return payload.split("\"custom_id\"", -1).length - 1;
    }

    static Content content(Reply reply) {
        return switch (reply) {
            case Reply.Say(Content said) -> said;
            case Reply.Whisper(Content said) -> said;
            case Reply.Replace(Content said, int _) -> said;
            case Reply.Aside(Content said, int _, String _) -> said;
            case Reply.Compose compose -> compose.otherwise();
            case Reply.WithFile(FileWish wish, boolean _) -> wish.beside();
            case Reply.Toast _, Reply.Silence _ -> throw new AssertionError(told(reply) + " has no buttons");
        };
    }

    private static String button(Button button) {
        return switch (button.action()) {
            case Button.Action.Ask(Press press) -> button.label() + " " + press.encode();
            case Button.Action.Open open ->
                button.label() + " " + open.address().url();
        };
    }

    private static Destination chat(long id, ChatKind kind, String title) {
        return new Destination(new Chat(Platform.TELEGRAM, id, kind, title), 0);
    }

    @Override
    public void close() {
        intake.close();
        database.close();
    }
}
