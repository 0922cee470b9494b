package digestbot.chat.read;

import digestbot.audience.HiddenOutletStore;
import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscription;
import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.DayParser;
import digestbot.chat.common.LanguageNote;
import digestbot.chat.common.OtherTopicButtons;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
import digestbot.chat.common.TopicAndDay;
import digestbot.chat.common.TopicMessages;
import digestbot.chat.common.UnavailableDigest;
import digestbot.chat.common.UsualPublicationTimes;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.ContentOrigin.Subject;
import digestbot.content.Reader;
import digestbot.content.ViewFraming;
import digestbot.content.views.DigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.status.OpenedDigestStore;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.SubscriptionPhrase;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// Shows digests: the latest one, a single perspective, and the presses that switch views.
public final class DigestCommands implements Routes.Handler {

    private final HiddenOutletStore hiddenOutlets = new HiddenOutletStore();
    private final Library library;
    private final ChatSubscriptions mine;
    private final DigestViews editions;
    private final TopicStyles styles;
    private final UsualPublicationTimes usual;
    private final LanguageNote inLanguage;
    private final OpenedDigestStore opened = new OpenedDigestStore();

    public DigestCommands(
            Library library,
            ChatSubscriptions mine,
            DigestViews editions,
            TopicStyles styles,
            UsualPublicationTimes usual) {
        this.library = library;
        this.mine = mine;
        this.inLanguage = new LanguageNote(library);
        this.editions = editions;
        this.styles = styles;
        this.usual = usual;
    }

    @Override
    public void register(Routes routes) {
        routes.on(Command.Today.class, (asked, typed) -> today(asked, typed.topic()));
        routes.on(Command.Perspective.class, this::perspective);
        routes.on(Press.Today.class, (asked, press) -> Placement.menu(asked, press, newest(asked)));
        routes.on(Press.Show.class, this::show);
        routes.on(Press.Open.class, this::open);
        // A button of an unsupported version leads to the newest digest.
        routes.on(Command.Pressed.class, (asked, _) -> Placement.beside(asked, new Press.Today(), newest(asked)));
    }

    /// The newest digest of the topic; without one, of the first subscribed topic, with a button for each
    /// other topic.
    public Reply today(CommandContext asked, String typed) {
        return switch (found(asked, typed)) {
            case Found.Nothing(Content why) -> new Reply.Whisper(why);
            case Found.Topic(LibraryTopic topic, List<LibraryTopic> others) ->
                newest(asked.toAll(), topic, others)
                        .<Reply>map(Reply.Say::new)
                        .orElseGet(() -> new Reply.Whisper(noTopics(asked)));
        };
    }

    /// The same without a topic, for the person alone.
    public Content newest(CommandContext asked) {
        return switch (found(asked, "")) {
            case Found.Nothing(Content why) -> why;
            case Found.Topic(LibraryTopic topic, List<LibraryTopic> others) ->
                newest(asked, topic, others).orElseGet(() -> noTopics(asked));
        };
    }

    private Optional<Content> newest(CommandContext asked, LibraryTopic topic, List<LibraryTopic> others) {
        return library.newest(asked.transaction(), topic.topic().id(), asked.language())
                .map(newest -> withOthers(
                        asked, usual.headed(asked, newest, shown(asked, newest, new DigestView.Overview())), others));
    }

    static Content noTopics(CommandContext asked) {
        return Replies.text(asked.words(), asked.words().say(SubscriptionPhrase.NO_TOPICS));
    }

    /// Shows one perspective. In a typed command, `topic` may contain the date.
    public Reply perspective(CommandContext asked, Command.Perspective typed) {
        TopicAndDay wish = TopicAndDay.maybeDated(asked, library, typed.topic(), typed.date());
        if (wish.date().isEmpty()) {
            return perspective(asked, typed.perspective(), wish.topic(), Optional.empty());
        }
        return switch (DayParser.read(asked, wish.date())) {
            case DayParser.Unclear(Content why) -> new Reply.Whisper(why);
            case DayParser.Either either -> new Reply.Whisper(either.question());
            case DayParser.Day(LocalDate day) ->
                perspective(asked, typed.perspective(), wish.topic(), Optional.of(day));
        };
    }

    private Reply perspective(CommandContext asked, String perspective, String typedTopic, Optional<LocalDate> day) {
        return switch (found(asked, typedTopic)) {
            case Found.Nothing(Content why) -> new Reply.Whisper(why);
            case Found.Topic all -> perspective(asked, withPerspective(asked, all, perspective, day), perspective, day);
        };
    }

    /// Chooses among the candidate topics: the first that has the perspective, or else the first
    /// that has a digest.
    private Found.Topic withPerspective(
            CommandContext asked, Found.Topic found, String perspective, Optional<LocalDate> day) {
        List<LibraryTopic> all = found.all();
        return all.stream()
                .filter(topic -> perspective(asked, topic, perspective, day).isPresent())
                .findFirst()
                .or(() -> all.stream()
                        .filter(topic -> digest(asked, topic, day).isPresent())
                        .findFirst())
                .map(found::led)
                .orElse(found);
    }

    private Optional<Press.Show> perspective(
            CommandContext asked, LibraryTopic topic, String perspective, Optional<LocalDate> day) {
        return digest(asked, topic, day)
                .flatMap(stored -> ordinal(stored.digest(), perspective).stream()
                        .mapToObj(ordinal -> new Press.Show(stored.number(), new DigestView.OnePerspective(ordinal), 0))
                        .findFirst());
    }

    /// The topic's digest of the day; the newest if no day is given.
    Optional<StoredDigest> digest(CommandContext asked, LibraryTopic topic, Optional<LocalDate> day) {
        String id = topic.topic().id();
        return day.map(wanted -> library.on(asked.transaction(), id, wanted, asked.language()))
                .orElseGet(() -> library.newest(asked.transaction(), id, asked.language()));
    }

    private Reply perspective(CommandContext asked, Found.Topic found, String perspective, Optional<LocalDate> day) {
        Optional<StoredDigest> digest = digest(asked, found.topic(), day);
        if (digest.isEmpty()) {
            return new Reply.Whisper(day.map(
                            missing -> Replies.text(asked.words(), TopicMessages.noDigest(asked, found.all(), missing)))
                    .orElseGet(() -> noTopics(asked)));
        }
        OptionalInt ordinal = ordinal(digest.get().digest(), perspective);
        return ordinal.isEmpty()
                ? new Reply.Whisper(unknownPerspective(asked, digest.get(), perspective))
                : new Reply.Say(OtherTopicButtons.below(
                        shown(asked.toAll(), digest.get(), new DigestView.OnePerspective(ordinal.getAsInt())),
                        found.others(),
                        other -> perspective(asked, other, perspective, day).map(Press.class::cast)));
    }

    /// The ordinal of the perspective with that id, name or short name.
    public OptionalInt ordinal(Digest digest, String typed) {
        String wanted = typed.strip();
        List<Perspective> perspectives = digest.perspectives();
        for (int i = 0; i < perspectives.size(); i++) {
            if (styles.isCalled(digest, perspectives.get(i), wanted)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private Content unknownPerspective(CommandContext asked, StoredDigest stored, String typed) {
        List<Perspective> perspectives = stored.digest().perspectives();
        List<Button> buttons = new ArrayList<>();
        for (int i = 0; i < perspectives.size(); i++) {
            buttons.add(Button.ask(
                    Replies.label(perspectives.get(i).name()),
                    new Press.Show(stored.number(), new DigestView.OnePerspective(i), 0)));
        }
        String topic = stored.digest().topic().name();
        String names =
                String.join(", ", perspectives.stream().map(Perspective::name).toList());
        String text = typed.isBlank()
                ? asked.words().say(DigestPhrase.WHICH_PERSPECTIVE, topic)
                : asked.words().say(DigestPhrase.UNKNOWN_PERSPECTIVE, topic, Replies.echo(typed), names);
        return Replies.text(text, Replies.inPairs(buttons));
    }

    private Reply show(CommandContext asked, Press.Show press) {
        return library.digest(asked.transaction(), press.digest())
                .map(stored -> Placement.turned(asked, press, content(asked, stored, press.view()), press.page()))
                .orElseGet(() -> UnavailableDigest.toast(asked, library, press.digest()));
    }

    /// Shows the view beside the pressed message, which has more like it.
    private Reply open(CommandContext asked, Press.Open press) {
        return library.digest(asked.transaction(), press.digest())
                .map(stored -> Placement.beside(asked, press, content(asked, stored, press.view())))
                .orElseGet(() -> UnavailableDigest.toast(asked, library, press.digest()));
    }

    /// Like [#content], with a note if the digest is in another language than the chat's.
    Content shown(CommandContext asked, StoredDigest stored, DigestView view) {
        return inLanguage.headed(asked, stored, content(asked, stored, view));
    }

    /// Renders the view for the chat and records that the chat has opened the digest.
    Content content(CommandContext asked, StoredDigest stored, DigestView view) {
        open(asked, stored);
        return unopened(asked, stored, view);
    }

    /// Like [#content], without recording it.
    public Content unopened(CommandContext asked, StoredDigest stored, DigestView view) {
        Reader reader = reader(asked, stored, hidden(asked, view));
        return editions.edition(stored.number(), stored.digest(), view, reader, others(asked, stored))
                .from(new ContentOrigin(new Subject.Viewed(stored.number(), stored.revision(), view), reader));
    }

    /// Records that the chat has opened the digest, unless only one member sees the reply.
    void open(CommandContext asked, StoredDigest stored) {
        if (asked.isPrivate() || asked.aloud()) {
            asked.own().ifPresent(own -> opened.note(asked.transaction(), own.number(), stored.number(), asked.now()));
        }
    }

    private List<DigestViews.Numbered> others(CommandContext asked, StoredDigest stored) {
        return library.others(asked.transaction(), stored.number()).stream()
                .flatMap(other -> library.digest(asked.transaction(), other.number()).stream())
                .map(other -> new DigestViews.Numbered(other.number(), other.digest()))
                .toList();
    }

    /// The reader for whom content is rendered.
    Reader reader(CommandContext asked, StoredDigest stored) {
        return reader(asked, stored, Set.of());
    }

    private Reader reader(CommandContext asked, StoredDigest stored, Set<String> hidden) {
        Optional<Subscription> subscription = mine.to(
                asked.transaction(),
                asked.request().from().chat(),
                stored.digest().topic().id());
        return new Reader(
                asked.words().language(),
                subscription.map(Subscription::reading).orElse(ReadingOptions.DEFAULT),
                asked.today(),
                asked.preferences().zone(),
                hidden);
    }

    private Set<String> hidden(CommandContext asked, DigestView view) {
        return asked.own()
                .filter(_ -> view instanceof DigestView.Sources)
                .map(own -> hiddenOutlets.of(asked.transaction(), own.number()))
                .orElse(Set.of());
    }

    private Content withOthers(CommandContext asked, Content content, List<LibraryTopic> others) {
        Content shown = OtherTopicButtons.below(
                content,
                others,
                other -> library.newest(asked.transaction(), other.topic().id(), asked.language())
                        .map(newest -> new Press.Show(newest.number(), new DigestView.Overview(), 0)));
        return others.isEmpty()
                ? shown
                : shown.framed(ViewFraming.above(List.of(List.of(
                        Replies.button(asked.words(), DigestPhrase.LATEST_DIGESTS, new LookupPress.Latest(0))))));
    }

    /// A topic to show, or what to say instead.
    sealed interface Found {

        /// That topic.
        ///
        /// @param others further topics worth a button
        record Topic(LibraryTopic topic, List<LibraryTopic> others) implements Found {

            List<LibraryTopic> all() {
                return Stream.concat(Stream.of(topic), others.stream()).toList();
            }

            /// The same with another one of them before the others.
            Topic led(LibraryTopic first) {
                return new Topic(
                        first,
                        all().stream().filter(other -> !other.equals(first)).toList());
            }
        }

        /// None, for a reason.
        record Nothing(Content why) implements Found {}
    }

    /// Finds the topic that was typed; without one, the chat's topics come first.
    Found found(CommandContext asked, String typed) {
        List<LibraryTopic> all = library.topics(asked.transaction());
        if (all.isEmpty()) {
            return new Found.Nothing(noTopics(asked));
        }
        if (!typed.isBlank()) {
            return library.topic(asked.transaction(), typed.strip())
                    .<Found>map(topic -> new Found.Topic(topic, List.of()))
                    .orElseGet(() -> new Found.Nothing(TopicMessages.unknown(asked, typed, all)));
        }
        var subscribed = mine.topics(asked.transaction(), asked.request().from().chat());
        List<LibraryTopic> first = all.stream()
                .filter(topic -> subscribed.contains(topic.topic().id().toLowerCase(Locale.ROOT)))
                .toList();
        List<LibraryTopic> order = new ArrayList<>(first);
        all.stream().filter(topic -> !first.contains(topic)).forEach(order::add);
        return new Found.Topic(order.getFirst(), order.subList(1, order.size()));
    }
}
