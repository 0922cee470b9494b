package digestbot.chat.read;

import digestbot.action.ReadAction;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.LanguageNote;
import digestbot.chat.common.ListPage;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/// A list of the newest digests of several topics, with a line and a button for each.
public final class DigestList {

    private static final int PAGE_SIZE = 10;
    private static final int MAX_CHARACTERS = 120;
    private static final String DOT = " · ";

    private final Library library;
    private final LanguageNote languageNote;

    public DigestList(Library library) {
        this.library = library;
        this.languageNote = new LanguageNote(library);
    }

    /// A page of the list, or a note that there are no digests yet.
    ///
    /// @param topics the topics in their order; the pages of `/latest` begin with the same ones
    /// @param title makes the title from the digests of all pages
    Content page(
            CommandContext context,
            List<LibraryTopic> topics,
            Function<List<StoredDigest>, String> title,
            int requestedPage) {
        List<StoredDigest> newest = topics.stream()
                .flatMap(topic ->
                        library.newest(context.transaction(), topic.topic().id(), context.language()).stream())
                .toList();
        return newest.isEmpty()
                ? DigestCommands.noTopics(context)
                : list(context, title.apply(newest), ListPage.of(newest, PAGE_SIZE, requestedPage));
    }

    private Content list(CommandContext context, String title, ListPage<StoredDigest> page) {
        List<Row> digests = page.shown().stream()
                .map(each -> new Row(
                        each,
                        languageNote.name(context, each).map(name -> DOT + name).orElse("")))
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
