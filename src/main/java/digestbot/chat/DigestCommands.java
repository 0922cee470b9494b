package digestbot.chat;

import digestbot.audience.vote.Vote;
import digestbot.audience.vote.VoteStore;
import digestbot.audience.vote.VoteStore.CastResult;
import digestbot.audience.vote.VoteStore.CastVote;
import digestbot.chat.DigestLookup.TopicMatch;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.ViewAdditions;
import digestbot.content.action.ReadAction;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.status.ViewCountStore.ViewedPart;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Shows digests: of a certain day, a single perspective, the card, and the presses that
/// switch views, share or vote.
public record DigestCommands(Library library, DigestLookup lookup, DigestRenderer renderer, VoteStore votes) {

    /// The number of buttons that leaves room in a Discord message.
    private static final int MAX_CHOICES = 20;

    public Reply yesterday(CommandContext context, ReadAction.Yesterday typed) {
        return lookup.onDay(context, typed.topic(), context.today().minusDays(1), found -> overview(context, found));
    }

    public Reply ofDay(CommandContext context, ReadAction.DigestOfDay typed) {
        TopicAndDay wish = TopicAndDay.of(context, library, typed.topic(), typed.date());
        return wish.date().isEmpty()
                ? lookup.askForDay(context, wish.topic())
                : lookup.find(context, wish, found -> overview(context, found));
    }

    private Reply overview(CommandContext context, TopicMatch found) {
        return lookup.show(
                context,
                found,
                (all, stored) -> renderer.renderWithLanguageNote(all, stored, new DigestView.Overview()));
    }

    public Reply card(CommandContext context, ReadAction.Card typed) {
        return lookup.find(
                context,
                TopicAndDay.withOptionalDate(context, library, typed.topic(), typed.date()),
                found -> context.forAll(all ->
                                lookup.digest(all, found.first(), found.day()).map(digest -> card(all, digest)))
                        .<Reply>map(Reply.PublicFile::new)
                        .orElseGet(() -> new Reply.EphemeralMessage(DigestLookup.noTopics(context))));
    }

    /// A picture for who pressed alone, if the platform can.
    public Reply card(CommandContext context, ReadAction.ShowCard press) {
        return library.digest(context.transaction(), press.digest())
                .<Reply>map(stored -> new Reply.PrivateFile(card(context, stored)))
                .orElseGet(() -> context.unavailable(library, press.digest()));
    }

    private FileRequest card(CommandContext all, StoredDigest stored) {
        renderer.recordOpened(all, stored, ViewedPart.Whole.CARD);
        Reader reader = renderer.reader(all, stored);
        Content beside = renderer.cardCaption(stored, reader);
        return new FileRequest.CardFile(beside, stored.number(), stored.revision(), reader);
    }

    public Reply sources(CommandContext context, ReadAction.ListSources typed) {
        return lookup.find(
                context,
                TopicAndDay.withOptionalDate(context, library, typed.topic(), typed.date()),
                found -> lookup.show(
                        context,
                        found,
                        (all, stored) -> renderer.renderWithLanguageNote(all, stored, new DigestView.Sources())));
    }

    /// Shows one perspective. In a typed command, `topic` may include the date.
    public Reply perspective(CommandContext context, ReadAction.ShowPerspective typed) {
        TopicAndDay wish = TopicAndDay.withOptionalDate(context, library, typed.topic(), typed.date());
        return wish.date().isEmpty()
                ? perspective(context, typed, wish.topic(), Optional.empty())
                : context.forDay(wish.date(), day -> perspective(context, typed, wish.topic(), Optional.of(day)));
    }

    private Reply perspective(
            CommandContext context, ReadAction.ShowPerspective typed, String typedTopic, Optional<LocalDate> day) {
        return lookup.forTopics(context, typedTopic, day, topics -> {
            TopicMatch found = topics.on(day);
            return context.forAll(all -> shown(all, found, typed))
                    .<Reply>map(Reply.PublicMessage::new)
                    .orElseGet(() -> new Reply.EphemeralMessage(missing(context, found, typed.perspective())));
        });
    }

    /// The perspective of the first candidate topic that has it.
    private Optional<Content> shown(CommandContext all, TopicMatch found, ReadAction.ShowPerspective typed) {
        return found.all().stream()
                .filter(topic -> perspective(all, topic, typed.perspective(), found.day())
                        .isPresent())
                .findFirst()
                .flatMap(topic -> perspective(all, topic, typed.perspective(), found.day())
                        .flatMap(show -> library.digest(all.transaction(), show.digest())
                                .map(stored -> lookup.withOthers(
                                        all,
                                        found.withFirst(topic),
                                        stored,
                                        renderer.renderWithLanguageNote(all, stored, show.view())))));
    }

    /// Says that the digest is missing, or a perspective of the first one.
    private Content missing(CommandContext context, TopicMatch found, String perspective) {
        return lookup.withDigest(context, found)
                .map(topics -> choosePerspective(context, offered(context, topics), perspective))
                .orElseGet(() -> found.day()
                        .map(day ->
                                ReplyFactory.text(context.texts(), TopicMessages.noDigest(context, found.all(), day)))
                        .orElseGet(() -> DigestLookup.noTopics(context)));
    }

    private Optional<ReadAction.Show> perspective(
            CommandContext context, LibraryTopic topic, String perspective, Optional<LocalDate> day) {
        return lookup.digest(context, topic, day)
                .flatMap(stored -> lookup.ordinal(stored.digest(), perspective).stream()
                        .mapToObj(ordinal ->
                                new ReadAction.Show(stored.number(), new DigestView.OnePerspective(ordinal), 0))
                        .findFirst());
    }

    /// The digests whose perspectives are offered: digests of the chat's own topics, or else the
    /// first one.
    private List<StoredDigest> offered(CommandContext context, TopicMatch found) {
        List<StoredDigest> own = lookup.ownTopics(context, found.all()).stream()
                .flatMap(topic -> lookup.digest(context, topic, found.day()).stream())
                .toList();
        return own.isEmpty()
                ? lookup.digest(context, found.first(), found.day()).stream().toList()
                : own;
    }

    private Content choosePerspective(CommandContext context, List<StoredDigest> digests, String typed) {
        Texts texts = context.texts();
        List<String> lines = new ArrayList<>();
        List<Button> buttons = new ArrayList<>();
        boolean several = digests.size() > 1;
        for (StoredDigest stored : digests) {
            String topic = stored.digest().topic().name();
            List<Perspective> perspectives = stored.digest().perspectives();
            String names =
                    texts.list(perspectives.stream().map(Perspective::name).toList());
            lines.add("• " + texts.format("labelled", topic, names));
            for (int i = 0; i < perspectives.size() && buttons.size() < MAX_CHOICES; i++) {
                String name = perspectives.get(i).name();
                buttons.add(Button.callback(
                        ReplyFactory.label(several ? name + " · " + topic : name),
                        new ReadAction.Show(stored.number(), new DigestView.OnePerspective(i), 0)));
            }
        }
        String question = typed.isBlank()
                ? texts.format("which-perspective")
                : texts.format("unknown-perspective", ReplyFactory.quoteInput(typed));
        return ReplyFactory.text(question + "\n" + String.join("\n", lines), ReplyFactory.inPairs(buttons));
    }

    public Reply show(CommandContext context, ReadAction.Show press) {
        return library.digest(context.transaction(), press.digest())
                .map(stored -> Placement.linkedView(
                        context, press, renderer.openAndRender(context, stored, press.view()), press.page()))
                .orElseGet(() -> context.unavailable(library, press.digest()));
    }

    /// Shows the view again, with what else can be done in place of its buttons.
    public Reply menu(CommandContext context, ReadAction.ShowMenu press) {
        return library.digest(context.transaction(), press.digest())
                .map(stored -> again(context, stored, press.shown()))
                .map(content ->
                        content.withAdditions(ViewAdditions.insteadOfButtons(entries(context.texts(), content, press))))
                .map(content -> Placement.linkedView(context, press, content, press.page()))
                .orElseGet(() -> context.unavailable(library, press.digest()));
    }

    private static List<List<Button>> entries(Texts texts, Content content, ReadAction.ShowMenu press) {
        List<List<Button>> rows = new ArrayList<>(ReplyFactory.inPairs(content.buttons().stream()
                .flatMap(List::stream)
                .flatMap(button ->
                        button.action() instanceof Button.Action.Menu menu ? menu.entries().stream() : Stream.empty())
                .toList()));
        rows.add(List.of(ReplyFactory.button(
                texts, "back-button", new ReadAction.Show(press.digest(), press.shown(), press.page()))));
        return rows;
    }

    /// The view that is shown already.
    private Content again(CommandContext context, StoredDigest stored, DigestView shown) {
        return renderer.withLanguageNote(context, stored, renderer.render(context, stored, shown));
    }

    /// Shows the view beside the pressed message, which has several such buttons.
    public Reply showSeparately(CommandContext context, ReadAction.ShowSeparately press) {
        return library.digest(context.transaction(), press.digest())
                .map(stored -> Placement.beside(context, press, renderer.openAndRender(context, stored, press.view())))
                .orElseGet(() -> context.unavailable(library, press.digest()));
    }

    /// Shows a view that one person alone sees to everybody in the chat, if the person may send
    /// messages there.
    public Reply share(CommandContext context, ReadAction.ShareHere press) {
        if (!context.request().features().sharing()) {
            return context.refuse("share-not-here");
        }
        return context.forAll(all -> library.digest(all.transaction(), press.digest())
                        .map(stored -> renderer.openAndRender(all, stored, press.view())))
                .<Reply>map(view -> new Reply.SharedView(view, press.page()))
                .orElseGet(() -> context.unavailable(library, press.digest()));
    }

    /// Counts the vote on whether a digest was balanced, and answers the voter alone, with the result
    /// once there are enough votes. After the votes are closed nobody sees it, because the record of
    /// who voted is deleted.
    ///
    /// In a private chat the message then shows the vote. Elsewhere it does not, so a second press of
    /// the same button leaves the vote as it is: a withdrawal would surprise a person who presses
    /// again to be sure.
    public Reply vote(CommandContext context, ReadAction.VoteOnDigest press) {
        Optional<StoredDigest> stored = library.digest(context.transaction(), press.digest());
        if (stored.isEmpty()) {
            return context.unavailable(library, press.digest());
        }
        CastVote cast = votes.cast(
                context.transaction(), context.request().person(), press.digest(), press.vote(), context.now());
        Texts texts = context.personalTexts();
        String answer =
                texts.format("vote-sentences", texts.format("vote-question"), answer(texts, cast, press.vote()));
        String toast = cast.shown()
                .map(shown -> texts.format("vote-result", shown.all(), shown.percentBalanced()))
                .map(result -> texts.format("vote-sentences", answer, result))
                .orElse(answer);
        boolean marks = cast.result() == CastResult.COUNTED || cast.result() == CastResult.CHANGED;
        return context.isPrivate() && marks
                ? new Reply.EditPressed(again(context, stored.get(), press.shown()), press.page(), toast)
                : new Reply.Toast(toast);
    }

    private static String answer(Texts texts, CastVote cast, Vote vote) {
        String chosen = texts.format(
                switch (vote) {
                    case BALANCED -> "vote-balanced-button";
                    case ONE_SIDED -> "vote-one-sided-button";
                });
        return switch (cast.result()) {
            case COUNTED -> texts.format("vote-counted", chosen);
            case CHANGED -> texts.format("vote-changed", chosen);
            case UNCHANGED -> texts.format("vote-unchanged", chosen);
            case CLOSED -> texts.format("vote-closed");
        };
    }
}
