package digestbot.chat;

import digestbot.audience.Subscriber;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.ViewAdditions;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.delivery.status.MissedDigestStore;
import digestbot.delivery.status.MissedDigestStore.MissedDigest;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The lists of digests: the newest ones of the chat's own topics or of all topics, and those that
/// the chat missed.
public record DigestLists(
        ChatSubscriptions chatSubscriptions,
        DigestLookup lookup,
        DigestRenderer renderer,
        UsualPublicationTimes usualTimes) {

    private static final int PAGE_SIZE = 10;
    private static final int MAX_CHARACTERS = 120;
    private static final long DAYS = MissedDigestStore.KEPT.toDays();
    private static final String DOT = " · ";
    private static final MissedDigestStore MISSED = new MissedDigestStore();

    /// The newest digest: of the typed topic, or else of the chat's own topics. Several are listed.
    public Reply today(CommandContext context, ReadAction.ShowToday asked) {
        Optional<DigestLookup.Topics> selected = lookup.topics(context, asked.topic());
        if (selected.isEmpty()) {
            return Placement.menu(context, asked, lookup.noTopic(context, asked.topic()));
        }
        DigestLookup.Topics topics = selected.get();
        boolean isTyped = !asked.topic().isBlank();
        return (context.isPress()
                        ? shown(context, topics, isTyped).map(content -> Placement.menu(context, asked, content))
                        : context.forAll(all -> shown(all, topics, isTyped)).<Reply>map(Reply.PublicMessage::new))
                .orElseGet(() -> Placement.menu(context, asked, DigestLookup.noTopics(context)));
    }

    /// Shows the newest digest instead of what a button of an unsupported version asked for.
    public Reply instead(CommandContext context) {
        Content content = lookup.topics(context, "")
                .flatMap(selected -> shown(context, selected, false))
                .orElseGet(() -> DigestLookup.noTopics(context));
        return Placement.beside(context, new ReadAction.ShowToday(), content);
    }

    private Optional<Content> shown(CommandContext context, DigestLookup.Topics selected, boolean isTyped) {
        List<LibraryTopic> own = isTyped ? List.of(selected.first()) : lookup.ownTopics(context, selected.all());
        return own.size() > 1
                ? Optional.of(page(context, own, newest -> title(context, newest), 0))
                : one(context, selected);
    }

    private Optional<Content> one(CommandContext context, DigestLookup.Topics selected) {
        return lookup.newest(context, selected.first())
                .map(newest -> withOthers(
                        context,
                        usualTimes.headed(
                                context,
                                newest,
                                renderer.renderWithLanguageNote(context, newest, new DigestView.Overview())),
                        selected.others()));
    }

    private Content withOthers(CommandContext context, Content content, List<LibraryTopic> others) {
        Content shown = DigestLookup.withButtons(
                context.texts(),
                content,
                others,
                other -> lookup.newest(context, other)
                        .map(newest -> new ReadAction.Show(newest.number(), new DigestView.Overview(), 0)));
        return others.isEmpty()
                ? shown
                : shown.withAdditions(ViewAdditions.withButtons(List.of(
                        List.of(Replies.button(context.texts(), "latest-digests", new ReadAction.ShowLatest(0))))));
    }

    /// Such as “2 digests today”; earlier ones are only called the latest.
    private static String title(CommandContext context, List<StoredDigest> newest) {
        long today = newest.stream()
                .filter(each -> !each.digest().key().day().isBefore(context.today()))
                .count();
        return today == 0
                ? context.texts().format("latest-digests")
                : context.texts().format("digests-today", today);
    }

    /// The newest digest of every topic, with a button for each; the chat's own topics come first.
    public Reply latest(CommandContext context, ReadAction.ShowLatest asked) {
        return Placement.linkedView(context, asked, newestOfAll(context, asked.page()), 0);
    }

    private Content newestOfAll(CommandContext context, int requestedPage) {
        return lookup.topics(context, "")
                .map(topics ->
                        page(context, topics.all(), _ -> context.texts().format("latest-digests"), requestedPage))
                .orElseGet(() -> DigestLookup.noTopics(context));
    }

    /// The digests that the chat missed, as defined by [MissedDigestStore], with a button for each.
    public Reply missed(CommandContext context, ReadAction.ShowMissed asked) {
        return Placement.linkedView(context, asked, missed(context, asked.page()), 0);
    }

    private Content missed(CommandContext context, int requestedPage) {
        Texts texts = context.texts();
        var chat = context.chat();
        if (chatSubscriptions.all(context.transaction(), chat).isEmpty()) {
            return Replies.text(
                    texts.format("settings-nothing"),
                    Replies.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)));
        }
        List<MissedDigest> all =
                chatSubscriptions.subscriber(context.transaction(), chat).map(Subscriber::number).stream()
                        .flatMap(number -> MISSED.of(context.transaction(), number, context.now()).stream())
                        .toList();
        return all.isEmpty()
                ? nothingMissed(context)
                : missed(context, all, ListPage.of(all, PAGE_SIZE, requestedPage));
    }

    private static Content nothingMissed(CommandContext context) {
        Texts texts = context.texts();
        return Replies.text(
                paused(context) + texts.format("nothing-missed", DAYS),
                Replies.button(texts, "latest-button", new ReadAction.ShowToday()),
                Replies.help(texts));
    }

    private static Content missed(CommandContext context, List<MissedDigest> all, ListPage<MissedDigest> page) {
        Texts texts = context.texts();
        String lines = page.shown().stream()
                .map(each -> "• " + each.topic() + " · " + texts.day(each.day()))
                .collect(Collectors.joining("\n"));
        List<List<Button>> rows = page.rows(
                each -> Button.callback(
                        Replies.topicAndDate(context, each.topic(), each.day()),
                        new ReadAction.ShowSeparately(each.digest(), new DigestView.Overview())),
                ReadAction.ShowMissed::new);
        if (context.isStopped() && context.request().personIsChatAdmin()) {
            rows.add(List.of(Replies.button(texts, "resume-button", new SettingsAction.ResumeDeliveries())));
        }
        return Replies.text(paused(context) + texts.format("not-delivered", all.size(), DAYS) + "\n" + lines, rows);
    }

    private static String paused(CommandContext context) {
        return context.isStopped() ? context.texts().format("stopped") + "\n" : "";
    }

    /// A page of the list, or a note that there are no digests yet.
    ///
    /// @param topics the topics in their order; the pages of `/latest` begin with the same ones
    /// @param title makes the title from the digests of all pages
    private Content page(
            CommandContext context,
            List<LibraryTopic> topics,
            Function<List<StoredDigest>, String> title,
            int requestedPage) {
        List<StoredDigest> newest = topics.stream()
                .flatMap(topic -> lookup.newest(context, topic).stream())
                .toList();
        return newest.isEmpty()
                ? DigestLookup.noTopics(context)
                : list(context, title.apply(newest), ListPage.of(newest, PAGE_SIZE, requestedPage));
    }

    private Content list(CommandContext context, String title, ListPage<StoredDigest> page) {
        List<Row> digests = page.shown().stream()
                .map(each -> new Row(
                        each,
                        lookup.languageName(context, each)
                                .map(name -> DOT + name)
                                .orElse("")))
                .toList();
        List<Block> lines = digests.stream().map(each -> line(context, each)).toList();
        List<List<Button>> rows = new ArrayList<>(Replies.inPairs(
                digests.stream().map(each -> button(context, each)).toList()));
        rows.addAll(page.pageButtons(ReadAction.ShowLatest::new));
        return Content.of(
                List.of(new Panel(Panel.PanelStyle.PLAIN, title, "", OptionalInt.empty(), List.of(), lines, List.of())),
                rows);
    }

    /// A digest in the list. The language begins with a separator; empty if it is the reader's.
    private record Row(StoredDigest stored, String language) {}

    private static Block line(CommandContext context, Row row) {
        Digest digest = row.stored().digest();
        String what =
                digest.topic().name() + DOT + context.texts().day(digest.key().day()) + row.language();
        return new Block.Paragraph(List.of(
                new Inline.Text("• " + what),
                new Inline.LineBreak(),
                new Inline.Text(TextShortener.shorten(MAX_CHARACTERS, lead(digest)))));
    }

    private static String lead(Digest digest) {
        return PlainText.of(digest.highlights())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse(digest.title());
    }

    private static Button button(CommandContext context, Row row) {
        Digest digest = row.stored().digest();
        return Button.callback(
                Replies.topicAndDate(
                        context, digest.topic().name(), digest.key().day(), row.language()),
                new ReadAction.ShowSeparately(row.stored().number(), new DigestView.Overview()));
    }
}
