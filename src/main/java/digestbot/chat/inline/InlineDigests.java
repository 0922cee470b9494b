package digestbot.chat.inline;

import digestbot.audience.ReadingOptions;
import digestbot.audience.Subscription;
import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.chat.api.InlineAnswer;
import digestbot.chat.api.InlineAnswer.SharedView;
import digestbot.chat.api.InlineQuestion;
import digestbot.chat.common.ChatSubscriptions;
import digestbot.chat.common.CommandContext;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.TextShortener;
import digestbot.content.views.DigestLinks;
import digestbot.content.views.DigestViews;
import digestbot.content.views.TopicStyles;
import digestbot.delivery.rendering.RevisionMessages.WebPages;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.SharePhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers inline queries with views of digests, as the asker's private chat shows them, except that
/// they contain the points and outlets that the asker mutes and hides: others read them. Stores nothing.
public final class InlineDigests {

    private static final int TITLE = 100;
    private static final int DESCRIPTION = 160;
    private static final String DOT = " · ";

    private final InlineSearch search;
    private final ChatSubscriptions chatSubscriptions;
    private final DigestViews digestViews;
    private final WebPages webPages;
    private final TopicStyles styles;

    public InlineDigests(
            Library library,
            ChatSubscriptions chatSubscriptions,
            DigestViews digestViews,
            WebPages webPages,
            TopicStyles styles) {
        this.search = new InlineSearch(library, chatSubscriptions, styles);
        this.chatSubscriptions = chatSubscriptions;
        this.digestViews = digestViews;
        this.webPages = webPages;
        this.styles = styles;
    }

    /// The views that the words name or find.
    ///
    /// @param context a context of the asker's private chat
    public InlineAnswer answer(CommandContext context, InlineQuestion question) {
        InlineSearch.FoundViews found = search.find(context, question.words(), question.offset());
        if (found.views().isEmpty() && question.offset() == 0) {
            String sentence = context.texts().format(SharePhrase.NOTHING_FOUND_BUTTON);
            return new InlineAnswer.Notice(sentence, new LookupPress.ShowLatest(0));
        }
        List<SharedView> views =
                found.views().stream().map(each -> shared(context, each)).toList();
        return new InlineAnswer.Views(context.texts().language(), views, found.next());
    }

    private SharedView shared(CommandContext context, InlineSearch.FoundView found) {
        StoredDigest stored = found.stored();
        Content content = digestViews.view(
                stored.number(),
                stored.digest(),
                found.view(),
                reader(context, stored),
                DigestLinks.to(webPages.of(context.transaction(), stored.number())));
        return new SharedView(
                new Press.Show(stored.number(), found.view(), 0),
                title(context, found),
                TextShortener.shorten(DESCRIPTION, found.passage().orElseGet(() -> firstLine(content))),
                content);
    }

    private Reader reader(CommandContext context, StoredDigest stored) {
        Optional<Subscription> subscription = chatSubscriptions.to(
                context.transaction(),
                context.request().origin().chat(),
                stored.digest().topic().id());
        return new Reader(
                context.texts().language(),
                subscription.map(Subscription::reading).orElse(ReadingOptions.DEFAULT),
                context.today(),
                context.preferences().zone(),
                Set.of());
    }

    private String title(CommandContext context, InlineSearch.FoundView found) {
        Digest digest = found.stored().digest();
        Texts texts = context.texts();
        String rest = DOT
                + texts.shortDay(digest.key().day(), context.today().getYear())
                + DOT
                + part(texts, digest, found.view())
                + found.language().map(DOT::concat).orElse("");
        String topic = TextShortener.shorten(
                Math.max(1, TITLE - rest.length()), digest.topic().name());
        return topic + rest;
    }

    private String part(Texts texts, Digest digest, DigestView view) {
        return switch (view) {
            case DigestView.Overview() -> texts.format(DigestPhrase.OVERVIEW_BUTTON);
            case DigestView.OnePerspective(int ordinal) ->
                styles.perspective(digest, ordinal).label();
            case DigestView.SideBySide() -> texts.format(DigestPhrase.SIDE_BY_SIDE_BUTTON);
            case DigestView.Sources _ -> texts.format(DigestPhrase.SOURCES);
        };
    }

    private static String firstLine(Content content) {
        return content.panels().stream()
                .map(panel -> PlainText.of(panel.body()))
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
