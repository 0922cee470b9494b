package digestbot.chat.read;

import digestbot.action.Action;
import digestbot.action.Invocation;
import digestbot.action.ReadAction;
import digestbot.audience.HiddenOutletStore;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscription;
import digestbot.audience.WordKind;
import digestbot.audience.WordStore;
import digestbot.chat.api.Reply;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.LanguageNote;
import digestbot.chat.common.OtherTopicButtons;
import digestbot.chat.common.ParsedDay;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.TopicAndDay;
import digestbot.chat.common.TopicMessages;
import digestbot.chat.common.UnavailableDigest;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.ContentOrigin.Subject;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.content.views.DigestLinks;
import digestbot.content.views.DigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.rendering.RevisionMessages.WebPages;
import digestbot.delivery.status.MissedDigestStore;
import digestbot.delivery.status.ViewCountStore;
import digestbot.delivery.status.ViewCountStore.ViewTrigger;
import digestbot.delivery.status.ViewCountStore.ViewedPart;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.OutletKind;
import digestbot.digest.Perspective;
import digestbot.digest.words.DigestWords;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Shows digests: a single perspective, and the presses that switch views.
public final class DigestCommands {

    private final WordStore words = new WordStore();
    /// The number of buttons that leaves room in a Discord message.
    private static final int MAX_CHOICES = 20;

    private final HiddenOutletStore hiddenOutlets = new HiddenOutletStore();
    private final Library library;
    private final ChatSubscriptions chatSubscriptions;
    private final DigestViews digestViews;
    private final WebPages webPages;
    private final TopicStyles styles;
    private final LanguageNote languageNote;
    private final MissedDigestStore opened = new MissedDigestStore();
    private final ViewCountStore viewCounts = new ViewCountStore();

    public DigestCommands(
            Library library,
            ChatSubscriptions chatSubscriptions,
            DigestViews digestViews,
            WebPages webPages,
            TopicStyles styles) {
        this.library = library;
        this.chatSubscriptions = chatSubscriptions;
        this.languageNote = new LanguageNote(library);
        this.digestViews = digestViews;
        this.webPages = webPages;
        this.styles = styles;
    }

    static Content noTopics(CommandContext context) {
        return Replies.text(context.texts(), context.texts().format("no-topics"));
    }

    /// Shows one perspective. In a typed command, `topic` may include the date.
    public Reply perspective(CommandContext context, ReadAction.ShowPerspective typed) {
        TopicAndDay wish = TopicAndDay.withOptionalDate(context, library, typed.topic(), typed.date());
        if (wish.date().isEmpty()) {
            return perspective(context, typed.perspective(), wish.topic(), Optional.empty());
        }
        return switch (ParsedDay.read(context, wish.date())) {
            case ParsedDay.Unclear(Content message) -> new Reply.EphemeralMessage(message);
            case ParsedDay.Either either -> new Reply.EphemeralMessage(either.question());
            case ParsedDay.ExactDay(LocalDate day) ->
                perspective(context, typed.perspective(), wish.topic(), Optional.of(day));
        };
    }

    private Reply perspective(CommandContext context, String perspective, String typedTopic, Optional<LocalDate> day) {
        return switch (selectTopic(context, typedTopic)) {
            case TopicSelection.Nothing(Content message) -> new Reply.EphemeralMessage(message);
            case TopicSelection.Topic all ->
                perspective(context, withPerspective(context, all, perspective, day), perspective, day);
        };
    }

    /// Chooses among the candidate topics: the first one that has the perspective, or else the
    /// first one that has a digest.
    private TopicSelection.Topic withPerspective(
            CommandContext context, TopicSelection.Topic found, String perspective, Optional<LocalDate> day) {
        List<LibraryTopic> all = found.all();
        return all.stream()
                .filter(topic -> perspective(context, topic, perspective, day).isPresent())
                .findFirst()
                .or(() -> all.stream()
                        .filter(topic -> digest(context, topic, day).isPresent())
                        .findFirst())
                .map(found::withFirst)
                .orElse(found);
    }

    /// The id of the first candidate topic whose newest digest has the perspective.
    Optional<String> topicWith(CommandContext context, String typedTopic, String perspective) {
        return selectTopic(context, typedTopic) instanceof TopicSelection.Topic found
                ? found.all().stream()
                        .filter(topic -> perspective(context, topic, perspective, Optional.empty())
                                .isPresent())
                        .map(topic -> topic.topic().id())
                        .findFirst()
                : Optional.empty();
    }

    private Optional<ReadAction.Show> perspective(
            CommandContext context, LibraryTopic topic, String perspective, Optional<LocalDate> day) {
        return digest(context, topic, day)
                .flatMap(stored -> ordinal(stored.digest(), perspective).stream()
                        .mapToObj(ordinal ->
                                new ReadAction.Show(stored.number(), new DigestView.OnePerspective(ordinal), 0))
                        .findFirst());
    }

    /// The topic's digest of the day; without a day, the newest one.
    Optional<StoredDigest> digest(CommandContext context, LibraryTopic topic, Optional<LocalDate> day) {
        String id = topic.topic().id();
        return day.map(wanted -> library.on(context.transaction(), id, wanted, context.language()))
                .orElseGet(() -> library.newest(context.transaction(), id, context.language()));
    }

    private Reply perspective(
            CommandContext context, TopicSelection.Topic found, String perspective, Optional<LocalDate> day) {
        Optional<StoredDigest> digest = digest(context, found.topic(), day);
        if (digest.isEmpty()) {
            return new Reply.EphemeralMessage(day.map(missing ->
                            Replies.text(context.texts(), TopicMessages.noDigest(context, found.all(), missing)))
                    .orElseGet(() -> noTopics(context)));
        }
        OptionalInt ordinal = ordinal(digest.get().digest(), perspective);
        return ordinal.isEmpty()
                ? new Reply.EphemeralMessage(choosePerspective(context, offered(context, found, day), perspective))
                : new Reply.PublicMessage(OtherTopicButtons.below(
                        context.texts(),
                        renderWithLanguageNote(
                                context.withReplyToAll(),
                                digest.get(),
                                new DigestView.OnePerspective(ordinal.getAsInt())),
                        found.others(),
                        other -> perspective(context, other, perspective, day).map(Action.class::cast)));
    }

    /// The ordinal of the perspective with that id, name or short name.
    public OptionalInt ordinal(Digest digest, String typed) {
        String wanted = typed.strip();
        List<Perspective> perspectives = digest.perspectives();
        for (int i = 0; i < perspectives.size(); i++) {
            if (styles.hasName(digest, perspectives.get(i), wanted)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /// The digests whose perspectives are offered: those of the chat's own topics, or else the
    /// first.
    private List<StoredDigest> offered(CommandContext context, TopicSelection.Topic found, Optional<LocalDate> day) {
        List<StoredDigest> own = ownTopics(context, found.all()).stream()
                .flatMap(topic -> digest(context, topic, day).stream())
                .toList();
        return own.isEmpty() ? digest(context, found.topic(), day).stream().toList() : own;
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
            lines.add("• " + topic + ": " + names);
            for (int i = 0; i < perspectives.size() && buttons.size() < MAX_CHOICES; i++) {
                String name = perspectives.get(i).name();
                buttons.add(Button.callback(
                        Replies.label(several ? name + " · " + topic : name),
                        new ReadAction.Show(stored.number(), new DigestView.OnePerspective(i), 0)));
            }
        }
        String question = typed.isBlank()
                ? texts.format("which-perspective")
                : texts.format("unknown-perspective", Replies.quoteInput(typed));
        return Replies.text(question + "\n" + String.join("\n", lines), Replies.inPairs(buttons));
    }

    public Reply show(CommandContext context, ReadAction.Show press) {
        return library.digest(context.transaction(), press.digest())
                .map(stored -> Placement.linkedView(
                        context, press, openAndRender(context, stored, press.view()), press.page()))
                .orElseGet(() -> UnavailableDigest.toast(context, library, press.digest()));
    }

    /// Shows the view beside the pressed message, which has several such buttons.
    public Reply showSeparately(CommandContext context, ReadAction.ShowSeparately press) {
        return library.digest(context.transaction(), press.digest())
                .map(stored -> Placement.beside(context, press, openAndRender(context, stored, press.view())))
                .orElseGet(() -> UnavailableDigest.toast(context, library, press.digest()));
    }

    /// Shows a view that one person alone sees to everybody in the chat, if the person may send
    /// messages there.
    public Reply share(CommandContext context, ReadAction.ShareHere press) {
        if (!context.request().features().sharing()) {
            return context.refuse("share-not-here");
        }
        CommandContext forAll = context.withReplyToAll();
        return library.digest(context.transaction(), press.digest())
                .<Reply>map(stored -> new Reply.SharedView(
                        openAndRender(forAll, stored, forEverybody(press.view())), press.page(), forAll.language()))
                .orElseGet(() -> UnavailableDigest.toast(context, library, press.digest()));
    }

    /// The view without the articles of outlets that are hidden in the chat. A member may have
    /// looked at them, but alone.
    private static DigestView forEverybody(DigestView view) {
        return view instanceof DigestView.Sources(boolean _, Optional<OutletKind> kind, OptionalInt perspective)
                ? new DigestView.Sources(false, kind, perspective)
                : view;
    }

    Content renderWithLanguageNote(CommandContext context, StoredDigest stored, DigestView view) {
        return languageNote.addTo(context, stored, openAndRender(context, stored, view));
    }

    /// Counts the view, and records that the chat has opened the digest.
    Content openAndRender(CommandContext context, StoredDigest stored, DigestView view) {
        recordOpened(context, stored, ViewedPart.of(stored.digest(), view));
        return render(context, stored, view);
    }

    public Content render(CommandContext context, StoredDigest stored, DigestView view) {
        Reader reader = reader(context, stored, hidden(context, view));
        return digestViews
                .view(
                        stored.number(),
                        stored.digest(),
                        view,
                        reader,
                        new DigestLinks(others(context, stored), webPages.of(context.transaction(), stored.number())))
                .withOrigin(
                        new ContentOrigin(new Subject.ViewSubject(stored.number(), stored.revision(), view), reader));
    }

    /// Counts the view. Records that the chat has opened the digest, too, unless only one member
    /// sees the reply.
    void recordOpened(CommandContext context, StoredDigest stored, ViewedPart view) {
        if (context.isRehearsal()) {
            return;
        }
        viewCounts.count(
                context.transaction(),
                stored.number(),
                view,
                trigger(context.request().invocation()),
                context.chat().platform(),
                LocalDate.ofInstant(context.now(), ZoneId.systemDefault()));
        if (context.isPrivate() || context.visibleToAll()) {
            context.subscriber()
                    .ifPresent(own -> opened.note(context.transaction(), own.number(), stored.number(), context.now()));
        }
    }

    private static ViewTrigger trigger(Invocation invocation) {
        if (!invocation.byPress()) {
            return ViewTrigger.COMMAND_OR_MENU;
        }
        return switch (invocation.action()) {
            case ReadAction.Show(long _, DigestView _, int page) ->
                page > 0 ? ViewTrigger.PAGE_BUTTON : ViewTrigger.VIEW_BUTTON;
            case ReadAction.ShowSeparately _ -> ViewTrigger.OPEN_BUTTON;
            case ReadAction.ShareHere _ -> ViewTrigger.SHARE_BUTTON;
            default -> ViewTrigger.COMMAND_OR_MENU;
        };
    }

    private List<DigestViews.NumberedDigest> others(CommandContext context, StoredDigest stored) {
        return library.otherLanguages(context.transaction(), stored.number()).stream()
                .flatMap(other -> library.digest(context.transaction(), other.number()).stream())
                .map(other -> new DigestViews.NumberedDigest(other.number(), other.digest()))
                .toList();
    }

    Reader reader(CommandContext context, StoredDigest stored) {
        return reader(context, stored, Set.of());
    }

    private Reader reader(CommandContext context, StoredDigest stored, Set<String> hidden) {
        Optional<Subscription> subscription = chatSubscriptions.to(
                context.transaction(), context.chat(), stored.digest().topic().id());
        return new Reader(
                context.texts().language(),
                subscription.map(Subscription::reading).orElse(ReadingOptions.DEFAULT),
                context.today(),
                context.preferences().zone(),
                hidden,
                muted(context, stored));
    }

    /// The words that the chat mutes, as far as the digest has them.
    private ReaderWords muted(CommandContext context, StoredDigest stored) {
        Set<String> muted = context.subscriber()
                .map(own -> words.words(context.transaction(), own.number(), WordKind.MUTE))
                .orElse(Set.of());
        return muted.isEmpty()
                ? ReaderWords.NONE
                : ReaderWords.muted(muted).in(DigestWords.of(stored.digest()).text());
    }

    private Set<String> hidden(CommandContext context, DigestView view) {
        return context.subscriber()
                .filter(_ -> view instanceof DigestView.Sources)
                .map(own -> hiddenOutlets.of(context.transaction(), own.number()))
                .orElse(Set.of());
    }

    sealed interface TopicSelection {

        /// The selected topic, and further topics that get a button.
        record Topic(LibraryTopic topic, List<LibraryTopic> others) implements TopicSelection {

            List<LibraryTopic> all() {
                return Stream.concat(Stream.of(topic), others.stream()).toList();
            }

            Topic withFirst(LibraryTopic first) {
                return new Topic(
                        first,
                        all().stream().filter(other -> !other.equals(first)).toList());
            }
        }

        record Nothing(Content message) implements TopicSelection {}
    }

    /// Finds the typed topic; without one, the chat's topics come first.
    TopicSelection selectTopic(CommandContext context, String typed) {
        List<LibraryTopic> all = library.topics(context.transaction());
        if (all.isEmpty()) {
            return new TopicSelection.Nothing(noTopics(context));
        }
        if (!typed.isBlank()) {
            return library.topic(context.transaction(), typed.strip())
                    .<TopicSelection>map(topic -> new TopicSelection.Topic(topic, List.of()))
                    .orElseGet(() -> new TopicSelection.Nothing(
                            TopicMessages.unknown(context, typed, all, meant -> offer(context, meant))));
        }
        List<LibraryTopic> first = subscribedTopics(context, all);
        List<LibraryTopic> order = new ArrayList<>(first);
        all.stream().filter(topic -> !first.contains(topic)).forEach(order::add);
        return new TopicSelection.Topic(order.getFirst(), order.subList(1, order.size()));
    }

    /// The topics that the chat subscribed to; all if it subscribed to none.
    List<LibraryTopic> ownTopics(CommandContext context, List<LibraryTopic> all) {
        List<LibraryTopic> subscribed = subscribedTopics(context, all);
        return subscribed.isEmpty() ? all : subscribed;
    }

    private List<LibraryTopic> subscribedTopics(CommandContext context, List<LibraryTopic> all) {
        var subscribed = chatSubscriptions.topics(context.transaction(), context.chat());
        return all.stream()
                .filter(topic -> subscribed.contains(topic.topic().id().toLowerCase(Locale.ROOT)))
                .toList();
    }

    List<StoredDigest> newest(CommandContext context, int limit) {
        return ownTopics(context, library.topics(context.transaction())).stream()
                .flatMap(topic ->
                        library.newest(context.transaction(), topic.topic().id(), context.language()).stream())
                .limit(limit)
                .toList();
    }

    private Optional<Button> offer(CommandContext context, LibraryTopic meant) {
        return library.newest(context.transaction(), meant.topic().id(), context.language())
                .map(newest -> Button.callback(
                        Replies.topicAndDate(
                                context,
                                meant.topic().name(),
                                newest.digest().key().day()),
                        new ReadAction.Show(newest.number(), new DigestView.Overview(), 0)));
    }
}
