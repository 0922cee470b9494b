package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Permission;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.vote.TestVotes;
import digestbot.chat.SuggestionProvider.AutocompleteInput;
import digestbot.content.action.Action;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.AttachedPicture;
import digestbot.content.action.ChatAction;
import digestbot.content.action.CommandOption.SuggestionSource;
import digestbot.content.action.DataAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.SealedSamples;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.StyleRegistry;
import digestbot.database.Transaction;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Destination;
import digestbot.delivery.files.FileMaker;
import digestbot.delivery.outbox.FileRequest;
import digestbot.digest.DigestView;
import digestbot.library.intake.HoldPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Digests that are held, drafts, or withdrawn, each of a topic of its own and of one that readers
/// know; every text that only they contain has a mark. No answer to anything that readers type,
/// press or follow has a mark.
///
/// Kinds of commands and presses are found by reflection: a new one is covered without being
/// listed.
@InConversation
class HiddenDigestsTest {

    private static final String MARK = "zzmark";
    private static final List<String> KINDS = List.of("withdrawn", "draft", "held");

    /// Digests and topics have numbers below this.
    private static final long NUMBERS = 10;

    private ConversationFixture chat;
    private SealedSamples samples;
    private FileMaker files;
    private long strangers = 70_000;

    @BeforeEach
    void open() throws IOException {
        int day = 7;
        for (String kind : KINDS) {
            if (kind.equals("held")) {
                chat.hold(HoldPolicy.HoldMode.ALWAYS);
            }
            arrive(kind, "secret-" + kind, 6);
            arrive(kind, "us-china", day++);
        }
        chat.pass(Duration.ofDays(3));
        files = new FileMaker(
                chat.database, chat.library, new DigestContentBuilder(new StyleRegistry(Map.of())), TestVotes.SERVICE);
        samples = samples();
        for (Where where : Where.values()) {
            chat.answer(request(
                    where, Invocation.typed(new SubscribeAction.Subscribe("all", SubscribeAction.Target.HERE))));
        }
        chat.asOwner(pressed(new OperatorAction.WithdrawDigest(4)));
        chat.asOwner(pressed(new OperatorAction.WithdrawDigest(5)));
        List<Long> hidden = chat.database.read(tx -> LongStream.range(1, NUMBERS)
                .filter(number -> chat.library.all().digest(tx, number).isPresent()
                        && chat.library.digest(tx, number).isEmpty())
                .boxed()
                .toList());
        assertThat(hidden).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
    }

    private void arrive(String kind, String topic, int day) throws IOException {
        String mark = MARK + kind;
        chat.arriveText(kind + topic + ".md", """
                ---
                title: %1$s title
                date: 2026-02-%2$02d
                topic: %3$s
                topicName: "%1$s topic"
                %4$s
                perspectives:
                  - {id: us, name: United States}
                  - {id: hidden-%5$s, name: %1$s side}
                ---
                ## Highlights

                - %1$s highlight obscure

                ## United States

                - %1$s point obscure

                ## %1$s side

                - %1$s second point obscure

                ## Sources

                1. [en] [%1$s article](https://example.org/%1$s) - %1$s Outlet (2/5/2026)
                """.formatted(mark, day, topic, "draft: " + kind.equals("draft"), kind));
    }

    private enum Where {
        PRIVATE(ConversationFixture.PRIVATE, true),
        GROUP_AS_MANAGER(ConversationFixture.GROUP, true),
        SERVER_AS_MEMBER(ConversationFixture.SERVER, false);

        @SuppressWarnings("ImmutableEnumChecker") // a record of values
        private final Destination at;

        private final boolean manages;

        Where(Destination at, boolean manages) {
            this.at = at;
            this.manages = manages;
        }
    }

    private static SealedSamples samples() {
        List<Long> digests = LongStream.range(3, NUMBERS + 1).boxed().toList();
        List<String> topics = Stream.concat(
                        Stream.of("", "us-china", "all", "nowhere"),
                        KINDS.stream().map(kind -> "secret-" + kind))
                .toList();
        List<String> days = List.of("", "2026-02-05", "2026-02-06", "2026-02-07", "2026-02-08", "2026-02-09");
        List<String> perspectives = Stream.concat(
                        Stream.of("", "us"), KINDS.stream().map(kind -> "hidden-" + kind))
                .toList();
        return new SealedSamples()
                .with(AttachedPicture.class, List.of())
                .with("digest", long.class, digests)
                .with("topic", long.class, List.of(1L, 3L, 4L, 5L, 6L))
                .with("broadcast", long.class, List.of(1L))
                .with("word", long.class, List.of(1L))
                .with("first", long.class, List.of(1L))
                .with("last", long.class, List.of(1L))
                .with("hash", long.class, List.of(1L))
                .with(OptionalLong.class, List.of(OptionalLong.empty(), OptionalLong.of(1)))
                .with(
                        DigestView.class,
                        List.of(
                                new DigestView.Overview(),
                                new DigestView.OnePerspective(1),
                                new DigestView.SideBySide(),
                                new DigestView.Sources()))
                .with(SettingsAction.Open.class, List.of(new SettingsAction.Open(4, Screen.TIME)))
                .with("version", long.class, List.of(1L))
                .with("userId", long.class, List.of(900L))
                .with(int.class, List.of(0, 1))
                .with(ZoneId.class, List.of(ZoneId.of("Europe/Berlin")))
                .with(
                        "setting",
                        String.class,
                        List.of("bundles", "language", "quiet", "length", "layout", "time", "days", "roundup"))
                .with("value", String.class, List.of("true", "en", "SHORT", "0800", "MONDAY"))
                .with("command", String.class, List.of("today", "nosuchcommand"))
                .with("search", String.class, List.of("1", "0123456789abcdefghijklmn"))
                .with(
                        LocalDate.class,
                        days.stream()
                                .filter(day -> !day.isEmpty())
                                .map(LocalDate::parse)
                                .toList())
                .with("topic", String.class, topics)
                .with("date", String.class, days)
                .with("kind", String.class, List.of("", "state", "nonesuch"))
                .with("perspective", String.class, perspectives)
                .with("from", String.class, List.of("", "2026-02-07"))
                .with("until", String.class, List.of(""))
                .with("words", String.class, List.of("", "obscure", "tells"))
                .with("text", String.class, List.of("", "some text"))
                .with("name", String.class, List.of("", "tody"))
                .with("role", String.class, List.of("", "editor"))
                .with("mentioned", String.class, List.of("", "77"))
                .with("mentionedName", String.class, List.of("News"))
                .with("person", String.class, List.of("", "501"))
                .with("payload", String.class, topics);
    }

    /// A request by somebody else each time, because of the rate limits.
    private CommandRequest request(Where where, Invocation command) {
        return request(where, new Person(where.at.chat().platform(), strangers++, "en"), command);
    }

    private static CommandRequest request(Where where, Person person, Invocation command) {
        Optional<Destination> direct = where.at.chat().kind() == ChatType.PRIVATE
                ? Optional.of(where.at)
                : Optional.of(new Destination(
                        new Chat(where.at.chat().platform(), person.userId(), ChatType.PRIVATE, ""), 0));
        return new CommandRequest(
                person,
                where.at,
                where.manages,
                direct,
                command,
                ConversationFixture.FORUM,
                Optional.empty(),
                "",
                Optional.empty());
    }

    /// Commands that take the reader's own things away come after everything that needs them.
    private static boolean ends(Invocation invocation) {
        return is(
                invocation,
                SettingsAction.StopDeliveries.class,
                SubscribeAction.Unsubscribe.class,
                SubscribeAction.UnsubscribeTopic.class,
                SubscribeAction.SetAllTopics.class,
                DataAction.ConfirmForget.class);
    }

    private List<Invocation> everything() {
        List<Invocation> all = new ArrayList<>();
        for (Action action : samples.of(Action.class)) {
            ActionSpec spec = ActionSpec.of(action);
            if (!spec.id().isEmpty() || !spec.hasButton()) {
                all.add(Invocation.typed(action));
            }
            if (spec.hasButton()) {
                all.add(new Invocation(action, true));
            }
        }
        all.addAll(samples.of(Action.Linkable.class).stream()
                .map(link -> Invocation.typed(new ChatAction.Start(link.payload())))
                .toList());
        all.sort(Comparator.comparing(HiddenDigestsTest::ends));
        return all;
    }

    @Test
    void noReaderSeesAnythingOfThem() {
        List<Invocation> everything = everything();
        assertThat(everything.stream()
                        .<Class<?>>map(asked -> asked.action().getClass())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        ActionSpec.leaves(Action.class).toList());
        for (Where where : Where.values()) {
            List<String> seen = new ArrayList<>(seen(where, everything.stream().filter(command -> !ends(command))));
            assertThat(chosen())
                    .as("what a reader has chosen: %s", where)
                    .noneMatch(each -> each.contains("secret-draft") || each.contains("secret-held"))
                    .noneMatch(each -> each.contains("hidden-"));
            seen.addAll(seen(where, everything.stream().filter(HiddenDigestsTest::ends)));
            assertThat(seen).as("what a reader sees: %s", where).isEmpty();
        }
    }

    private List<String> seen(Where where, Stream<Invocation> commands) {
        return chat.database.write(tx -> commands.flatMap(
                        command -> marked(command, answer(tx, request(where, command))))
                .toList());
    }

    private List<String> chosen() {
        return chat.database.read(tx -> tx.handle()
                .createQuery("SELECT topic || ': ' || perspectives FROM subscription")
                .mapTo(String.class)
                .list());
    }

    /// The command with the answer from a little before its first mark on.
    private static Stream<String> marked(Invocation command, String answer) {
        int mark = answer.indexOf(MARK);
        return mark < 0
                ? Stream.empty()
                : Stream.of(command + " → …"
                        + answer.substring(Math.max(0, mark - 60), Math.min(answer.length(), mark + 60)));
    }

    /// Suggestions depend on the kind of command and on the permission that it needs.
    private record SuggestingKind(Class<?> command, Permission permission) {}

    @Test
    void nothingOfThemIsSuggestedToReaders() {
        for (Where where : Where.values()) {
            Set<SuggestingKind> asked = new HashSet<>();
            for (Action command : samples.of(Action.class)) {
                CommandRequest request = request(where, Invocation.typed(command));
                if (asked.add(new SuggestingKind(command.getClass(), request.permission()))) {
                    assertThat(suggested(request))
                            .as("%s: %s", where, command)
                            .doesNotContain(MARK)
                            .doesNotContain("secret-", "2026-02-07", "2026-02-08", "2026-02-09");
                }
            }
        }
    }

    @Test
    void anEditorSeesWhatIsHeldWhereItIsReleasedAndNowhereElse() {
        chat.asOwner(new OperatorAction.SetRole("502", "editor", "Ed"));
        var editor = new Person(Platform.TELEGRAM, 502, "en");
        assertThat(suggested(request(Where.PRIVATE, editor, Invocation.typed(new OperatorAction.Release()))))
                .contains(MARK + "held topic", "secret-held", "2026-02-09")
                .doesNotContain(MARK + "draft", MARK + "withdrawn");
        Map<Invocation, String> answers = new LinkedHashMap<>();
        chat.database.writeWithoutResult(tx -> everything().stream()
                .filter(command -> !publishesOrWithdraws(command))
                .forEach(command -> {
                    // The rate limits count requests per minute.
                    chat.pass(Duration.ofMinutes(1));
                    answers.put(command, answer(tx, request(Where.PRIVATE, editor, command)));
                }));
        assertThat(answers.entrySet().stream()
                        .filter(each -> each.getValue().contains(MARK + "draft")
                                || each.getValue().contains(MARK + "withdrawn"))
                        .flatMap(each -> marked(each.getKey(), each.getValue())))
                .isEmpty();
        answers.forEach((command, answer) -> assertThat(answer.contains(MARK))
                .as("whether an editor sees what is held: %s", command)
                .isEqualTo(isAboutHeld(command)));
    }

    private static boolean publishesOrWithdraws(Invocation invocation) {
        return (invocation.action() instanceof OperatorAction.Release(String topic, String _) && !topic.isEmpty())
                || is(
                        invocation,
                        OperatorAction.WithdrawDigest.class,
                        OperatorAction.ReleaseDigest.class,
                        OperatorAction.RejectDigest.class);
    }

    private static boolean is(Invocation invocation, Class<?>... kinds) {
        return Stream.of(kinds).anyMatch(kind -> kind.isInstance(invocation.action()));
    }

    /// True if the command shows held digests to editors: their list, one of them, or the question
    /// before a withdrawal.
    private static boolean isAboutHeld(Invocation invocation) {
        return switch (invocation.action()) {
            case OperatorAction.Release _ -> true;
            case OperatorAction.Withdraw(String topic, String date) ->
                topic.equals("us-china") && date.equals("2026-02-09");
            case OperatorAction.AskToWithdraw(long topic, LocalDate day) ->
                topic == 1 && day.equals(LocalDate.parse("2026-02-09"));
            case OperatorAction.PreviewHeld look -> look.digest() == 8 || look.digest() == 9;
            case OperatorAction.AskToReject asked -> asked.digest() == 8 || asked.digest() == 9;
            default -> false;
        };
    }

    private String answer(Transaction transaction, CommandRequest request) {
        Reply reply = chat.commands().answer(transaction, request);
        Optional<FileRequest> wanted = switch (reply) {
            case Reply.PublicFile(var file) -> Optional.of(file.part());
            case Reply.PrivateFile(FileRequest file) -> Optional.of(file);
            default -> Optional.empty();
        };
        String file = wanted.map(
                        asked -> switch (files.of(transaction, request.origin().chat(), asked)) {
                            case Attachment.Document document -> text(document);
                            case Attachment.Image picture -> picture.description();
                            case Attachment.Picture picture -> picture.name();
                        })
                .orElse("");
        return (reply + file).toLowerCase(Locale.ROOT);
    }

    private static String text(Attachment.Document document) {
        return new String(document.content().get(), StandardCharsets.UTF_8);
    }

    private String suggested(CommandRequest request) {
        return Stream.of(SuggestionSource.values())
                .flatMap(option -> Stream.of("", "us-china", "secret-held", "secret-draft", "secret-withdrawn")
                        .flatMap(topic ->
                                chat.suggestions().suggest(request, new AutocompleteInput(option, "", topic)).stream()))
                .toList()
                .toString();
    }
}
