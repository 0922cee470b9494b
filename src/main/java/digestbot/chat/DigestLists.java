package digestbot.chat;

import digestbot.audience.Subscriber;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.ViewAdditions;
import digestbot.content.action.Action;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.delivery.status.MissedDigestStore;
import digestbot.delivery.status.MissedDigestStore.MissedDigest;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
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
        Optional<DigestLookup.TopicMatch> selected = lookup.topics(context, asked.topic());
        if (selected.isEmpty()) {
            return Placement.menu(context, asked, lookup.noTopic(context, asked.topic()));
        }
        DigestLookup.TopicMatch topics = selected.get();
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

    private Optional<Content> shown(CommandContext context, DigestLookup.TopicMatch selected, boolean isTyped) {
        List<LibraryTopic> own = isTyped ? List.of(selected.first()) : lookup.ownTopics(context, selected.all());
        return own.size() > 1
                ? Optional.of(
                        page(context, own, newest -> title(context, newest), new PageOf(0, ReadAction.ShowLatest::new)))
                : one(context, selected);
    }

    private Optional<Content> one(CommandContext context, DigestLookup.TopicMatch selected) {
        return lookup.newest(context, selected.first()).map(newest -> {
            Content content = usualTimes.headed(
                    context, newest, renderer.renderWithLanguageNote(context, newest, new DigestView.Overview()));
            Content shown = lookup.withOthers(context, selected, newest, content);
            return shown.equals(content) && !selected.others().isEmpty()
                    ? content.withAdditions(ViewAdditions.withButtons(List.of(List.of(
                            ReplyFactory.button(context.texts(), "latest-digests", new ReadAction.ShowLatest(0))))))
                    : shown;
        });
    }

    /// The digests of that day, of all topics that have one; the only one whole.
    public Reply ofDay(CommandContext context, ReadAction.ShowDay press) {
        List<StoredDigest> all = lookup.topics(context, "", Optional.of(press.day())).stream()
                .flatMap(topics -> topics.all().stream())
                .flatMap(topic -> lookup.digest(context, topic, Optional.of(press.day())).stream())
                .toList();
        if (all.isEmpty()) {
            return context.refuse("digest-gone");
        }
        Content content = all.size() == 1
                ? renderer.renderWithLanguageNote(context, all.getFirst(), new DigestView.Overview())
                : list(
                        context,
                        DigestLookup.digestsOf(context, press.day(), all.size()),
                        all,
                        new PageOf(press.page(), page -> new ReadAction.ShowDay(press.day(), page)));
        return Placement.linkedView(context, press, content, 0);
    }

    /// A page of a list, and the press for another one.
    private record PageOf(int number, IntFunction<Action> press) {}

    /// The title, such as “2 digests today”; earlier digests are just called the latest.
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
                .map(topics -> page(
                        context,
                        topics.all(),
                        _ -> context.texts().format("latest-digests"),
                        new PageOf(requestedPage, ReadAction.ShowLatest::new)))
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
            return ReplyFactory.text(
                    texts.format("settings-nothing"),
                    ReplyFactory.button(texts, "topics-button", new SubscribeAction.ShowTopics(0)));
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
        return ReplyFactory.text(
                paused(context) + texts.format("nothing-missed", DAYS),
                ReplyFactory.button(texts, "latest-button", new ReadAction.ShowToday()),
                ReplyFactory.help(texts));
    }

    private Content missed(CommandContext context, List<MissedDigest> all, ListPage<MissedDigest> page) {
        Texts texts = context.texts();
        String lines = page.shown().stream()
                .map(each -> "• " + each.topic() + DOT
                        + lookup.library()
                                .digest(context.transaction(), each.digest())
                                .map(stored -> TextShortener.shorten(
                                        MAX_CHARACTERS, stored.digest().headline()))
                                .orElseGet(() -> texts.day(each.day())))
                .collect(Collectors.joining("\n"));
        List<List<Button>> rows = page.rows(
                each -> Button.callback(
                        ReplyFactory.topicAndDate(context, each.topic(), each.day()),
                        new ReadAction.ShowSeparately(each.digest(), new DigestView.Overview())),
                ReadAction.ShowMissed::new);
        if (context.isStopped() && context.request().personIsChatAdmin()) {
            rows.add(List.of(ReplyFactory.button(texts, "resume-button", new SettingsAction.ResumeDeliveries())));
        }
        return ReplyFactory.text(
                paused(context) + texts.format("not-delivered", all.size(), DAYS) + "\n" + lines, rows);
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
            PageOf requested) {
        List<StoredDigest> newest = topics.stream()
                .flatMap(topic -> lookup.newest(context, topic).stream())
                .toList();
        return newest.isEmpty()
                ? DigestLookup.noTopics(context)
                : list(context, title.apply(newest), newest, requested);
    }

    private Content list(CommandContext context, String title, List<StoredDigest> all, PageOf requested) {
        ListPage<StoredDigest> page = ListPage.of(all, PAGE_SIZE, requested.number());
        List<DigestLine> digests = page.shown().stream()
                .map(each -> new DigestLine(
                        each,
                        lookup.languageName(context, each)
                                .map(name -> DOT + name)
                                .orElse("")))
                .toList();
        List<Block> lines = new ArrayList<>(
                digests.stream().map(each -> line(context, each)).toList());
        List<List<Button>> rows = new ArrayList<>(ReplyFactory.inPairs(
                digests.stream().map(each -> button(context, each)).toList()));
        rows.addAll(page.pageButtons(requested.press()));
        if (all.size() >= Library.MAX_TOPICS) {
            lines.add(ReplyFactory.paragraph(context.texts().format("newest-topics", Library.MAX_TOPICS)));
            rows.add(List.of(ReplyFactory.button(context.texts(), "topics-button", new SubscribeAction.ShowTopics(0))));
        }
        return Content.of(
                List.of(new Panel(Panel.PanelStyle.PLAIN, title, "", OptionalInt.empty(), List.of(), lines, List.of())),
                rows);
    }

    /// A digest in the list. The language begins with a separator; empty if it is the reader's.
    private record DigestLine(StoredDigest stored, String language) {}

    private static Block line(CommandContext context, DigestLine row) {
        Digest digest = row.stored().digest();
        return new Block.Paragraph(List.of(
                new Inline.Text("• "),
                new Inline.Strong(List.of(new Inline.Text(digest.topic().name()))),
                new Inline.Text(DOT + TextShortener.shorten(MAX_CHARACTERS, digest.headline())),
                new Inline.LineBreak(),
                new Inline.Text(context.texts().day(digest.key().day()) + row.language())));
    }

    private static Button button(CommandContext context, DigestLine row) {
        Digest digest = row.stored().digest();
        return Button.callback(
                ReplyFactory.topicAndDate(
                        context, digest.topic().name(), digest.key().day(), row.language()),
                new ReadAction.ShowSeparately(row.stored().number(), new DigestView.Overview()));
    }
}
