package digestbot.chat.common;

import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Permission;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.Holder;
import digestbot.button.BroadcastPress;
import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.button.PrivacyPress;
import digestbot.button.SettingsPress;
import digestbot.button.StaffPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.api.StaffCommand;
import digestbot.chat.common.Permissions.Rule;
import digestbot.chat.common.Permissions.Where;
import digestbot.chat.dispatch.CommandDispatcher;
import digestbot.delivery.api.Destination;
import digestbot.digest.DigestView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class PermissionsTest {

    private static final String ADMINS_ONLY =
            "Only admins of this chat can change that. You can set up your own digests in a private chat.";
    private static final String MANAGERS_ONLY =
            "Only server managers can change that. You can set up your own digests in direct messages.";
    private static final String OWNERS_ONLY = "Only this bot's operators can do that.";
    private static final String PRIVATELY_ONLY = "This only works in a private chat.";

    private static final String OWNERS_ALONE = "Only this bot's owners can do that.";

    private static final long ADMIN = 902;
    private static final long EDITOR = 903;

    /// Somebody who asks.
    enum Asker {
        OWNER(3, false),
        OWNER_WHO_MANAGES(3, true),
        ADMIN(2, false),
        EDITOR(1, false),
        EDITOR_WHO_MANAGES(1, true),
        MANAGER(0, true),
        ANYBODY(0, false);

        private final int power;
        private final boolean manages;

        Asker(int power, boolean manages) {
            this.power = power;
            this.manages = manages;
        }

        /// What the table says they are told instead of an answer; empty if they may.
        private Optional<String> refusal(Rule rule, Where where) {
            String no = rule.act() == Permission.APPOINT ? OWNERS_ALONE : OWNERS_ONLY;
            return switch (rule.at(where)) {
                case EVERYBODY -> Optional.empty();
                case MANAGERS ->
                    manages
                            ? Optional.empty()
                            : Optional.of(where == Where.DISCORD_SERVER ? MANAGERS_ONLY : ADMINS_ONLY);
                case EDITORS -> power >= 1 ? Optional.empty() : Optional.of(no);
                case ADMINS -> power >= 2 ? Optional.empty() : Optional.of(no);
                case OWNERS -> power >= 3 ? Optional.empty() : Optional.of(no);
                case NOBODY -> Optional.of(refusal(rule, Where.TELEGRAM_PRIVATE).orElse(PRIVATELY_ONLY));
            };
        }
    }

    record Case(Rule rule, Where where, Asker asker, Command command) {}

    static Stream<Case> cases() {
        return Permissions.TABLE.stream()
                .flatMap(rule -> Arrays.stream(Where.values())
                        .flatMap(where -> Arrays.stream(Asker.values())
                                .flatMap(asker ->
                                        commands(rule.act()).map(command -> new Case(rule, where, asker, command)))));
    }

    private static Stream<Command> commands(Permission act) {
        return switch (act) {
            case READ ->
                Stream.of(
                        new Command.Today("trade"),
                        new Command.Topics(),
                        new Command.Help(),
                        new Command.Start(""),
                        new LookupCommand.Digest("", "2026-02-05"),
                        new LookupCommand.Card("", "2026-02-05"),
                        new LookupCommand.Search("tells", Command.Narrowed.NOT),
                        new LookupCommand.Missed(),
                        new LookupCommand.Why(),
                        pressed(new LookupPress.Found("77", 0)),
                        pressed(new LookupPress.Changes(1)),
                        new Command.Privacy(),
                        new Command.Mistake(Optional.empty(), "wrong"),
                        pressed(new PrivacyPress.Privacy()),
                        pressed(new Press.Mistake(1, new DigestView.Overview())),
                        pressed(new Press.Topics(0)),
                        pressed(new Press.Show(1, new DigestView.Sources(), 0)),
                        pressed(new Press.Open(1, new DigestView.Overview())));
            case CHANGE ->
                Stream.of(
                        new Command.Settings(),
                        new Command.Zone("berlin"),
                        pressed(new SettingsPress.SetQuiet(1_320, 420)),
                        pressed(new SettingsPress.DeliverTo(1, true)),
                        pressed(new SettingsPress.Publish(true)),
                        new Command.Stop(),
                        new Command.Subscribe("trade", Command.Target.HERE),
                        pressed(new Press.Subscribe(1)),
                        pressed(new Press.Stop()),
                        pressed(new Press.Resume()),
                        pressed(new SettingsPress.Overview()),
                        pressed(new SettingsPress.SetLanguage("de")));
            case OWN ->
                Stream.of(
                        new Command.Export(),
                        new Command.Forget(),
                        pressed(new PrivacyPress.Export()),
                        pressed(new PrivacyPress.Forget()),
                        pressed(new PrivacyPress.ForgetNow()));
            case ANNOUNCE ->
                Stream.of(
                        new Command.Broadcast("Hello"),
                        pressed(new BroadcastPress.Show(1)),
                        pressed(new BroadcastPress.Send(1, Optional.empty())));
            case WITHDRAW -> Stream.of(new Command.Withdraw("trade", ""), pressed(new Press.Withdraw(77)));
            case RELEASE ->
                Stream.of(
                        new StaffCommand.Release("", ""),
                        new StaffCommand.Release("trade", "2026-02-05"),
                        pressed(new StaffPress.Held()),
                        pressed(new StaffPress.Look(77, new DigestView.Overview())),
                        pressed(new StaffPress.Release(77)));
            case OVERSEE ->
                Stream.of(
                        new StaffCommand.Roles(),
                        new StaffCommand.Audit(),
                        pressed(new StaffPress.Roles(0)),
                        pressed(new StaffPress.Audit(0)));
            case APPOINT ->
                Stream.of(
                        new StaffCommand.Appoint("editor", "", ""),
                        pressed(new StaffPress.TakeRole(Platform.TELEGRAM, 77)));
        };
    }

    @TempDir
    private static Path folder;

    private static ConversationFixture conversation;

    /// Without what other tests log at the same time.
    private final ListAppender<ILoggingEvent> log = new ListAppender<>() {
        private final Thread own = Thread.currentThread();

        @Override
        protected void append(ILoggingEvent event) {
            if (Thread.currentThread().equals(own)) {
                super.append(event);
            }
        }
    };

    private final Logger logger = (Logger) LoggerFactory.getLogger(CommandDispatcher.class);

    @BeforeAll
    static void open() throws Exception {
        conversation = ConversationFixture.ofTwoTopics(folder);
    }

    @AfterAll
    static void close() {
        conversation.close();
    }

    @BeforeEach
    void listen() {
        conversation.pass(Duration.ofMinutes(1));
        // Who asked to be forgotten has none any more.
        Stream.of(Platform.values())
                .forEach(platform -> conversation.database.run(tx -> {
                    var roles = new RoleStore();
                    roles.give(tx, new Holder(platform, ADMIN, Role.ADMIN, "", Instant.EPOCH));
                    roles.give(tx, new Holder(platform, EDITOR, Role.EDITOR, "", Instant.EPOCH));
                }));
        conversation.as(Platform.TELEGRAM, "en");
        conversation.database.run(tx -> tx.handle().execute("UPDATE person SET chosen_language = NULL"));
        conversation.database.run(tx -> tx.handle().execute("UPDATE subscriber SET language = 'en'"));
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everybodyMayWhatTheTableSaysAndNothingElse(Case one) {
        Reply reply = conversation.answer(request(one));
        String heard = told(reply).replaceFirst("^(Whisper|Toast): ", "");
        Optional<String> refusal = one.asker().refusal(one.rule(), one.where());
        if (refusal.isPresent()) {
            assertThat(heard).isEqualTo(refusal.get());
            assertThat(log.list)
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .asString()
                    .startsWith("refused ")
                    .contains(
                            one.command().getClass().getSimpleName(),
                            Long.toString(person(one).userId()),
                            one.rule().act().name());
            if (!(reply instanceof Reply.Toast)) {
                assertThat(ConversationFixture.buttons(reply))
                        .as("a way on")
                        .containsExactly(button("Help", new Press.Help()));
            }
        } else {
            assertThat(heard).isNotIn(ADMINS_ONLY, MANAGERS_ONLY, OWNERS_ONLY, OWNERS_ALONE, PRIVATELY_ONLY);
            assertThat(log.list).isEmpty();
        }
    }

    @Test
    void aRefusedPressChangesNothing() {
        conversation.asManager(new Command.Subscribe("trade", Command.Target.DEFAULT));
        var before = conversation.subscription(ConversationFixture.GROUP, "trade");
        conversation.asMember(pressed(new SettingsPress.AtOnce(2)));
        conversation.asMember(pressed(new SettingsPress.SetTime(2, 480)));
        conversation.asMember(pressed(new Press.Unsubscribe(2)));
        conversation.asMember(pressed(new Press.Stop()));
        assertThat(conversation.subscription(ConversationFixture.GROUP, "trade"))
                .isEqualTo(before);
        assertThat(conversation.subscriber(ConversationFixture.GROUP).isStopped())
                .isFalse();
        assertThat(log.list).hasSize(4);
    }

    @Test
    void aMembersSubscriptionOfAChatNobodyKnowsIsRefusedAndLogged() {
        var request = new CommandRequest(
                conversation.person(),
                ConversationFixture.GROUP,
                false,
                Optional.empty(),
                new Command.Subscribe("trade", Command.Target.DEFAULT));
        assertThat(told(conversation.answer(request))).isEqualTo("Whisper: " + ADMINS_ONLY);
        assertThat(log.list).hasSize(1);
    }

    @Test
    void anOwnerIsOneOnTheirPlatformOnly() {
        conversation.as(new Person(Platform.DISCORD, ConversationFixture.OWNER.userId(), "en"));
        assertThat(told(conversation.privately(new Command.Broadcast("Hello")))).isEqualTo("Whisper: " + OWNERS_ONLY);
    }

    private static CommandRequest request(Case one) {
        var chat = new Destination(
                switch (one.where()) {
                    case TELEGRAM_PRIVATE -> new Chat(Platform.TELEGRAM, 501, ChatType.PRIVATE, "");
                    case TELEGRAM_GROUP -> new Chat(Platform.TELEGRAM, -77, ChatType.GROUP, "Readers");
                    case TELEGRAM_CHANNEL -> new Chat(Platform.TELEGRAM, -78, ChatType.CHANNEL, "News");
                    case DISCORD_DIRECT -> new Chat(Platform.DISCORD, 77, ChatType.PRIVATE, "");
                    case DISCORD_SERVER -> new Chat(Platform.DISCORD, 78, ChatType.GROUP, "Readers #news");
                },
                0);
        boolean alone = chat.chat().kind() == ChatType.PRIVATE;
        return new CommandRequest(
                person(one),
                chat,
                alone || one.asker().manages,
                alone ? Optional.of(chat) : Optional.empty(),
                one.command());
    }

    private static Person person(Case one) {
        Platform platform = one.where().name().startsWith("DISCORD") ? Platform.DISCORD : Platform.TELEGRAM;
        return switch (one.asker()) {
            case OWNER, OWNER_WHO_MANAGES ->
                platform == Platform.TELEGRAM ? ConversationFixture.OWNER : ConversationFixture.OWNER_ON_DISCORD;
            case ADMIN -> new Person(platform, ADMIN, "en");
            case EDITOR, EDITOR_WHO_MANAGES -> new Person(platform, EDITOR, "en");
            case MANAGER, ANYBODY -> new Person(platform, 501, "en");
        };
    }

    private static Command pressed(Press press) {
        return new Command.Pressed(Optional.of(press));
    }

    @Test
    void theTableHasOneRuleForEachActWithEveryPlace() {
        assertThat(Permissions.TABLE.stream().map(Rule::act)).containsExactly(Permission.values());
        assertThat(Permissions.TABLE).allSatisfy(rule -> assertThat(rule.who()).hasSize(Where.values().length));
    }
}
