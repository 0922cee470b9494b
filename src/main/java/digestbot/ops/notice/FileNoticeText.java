package digestbot.ops.notice;

import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.TimeFormat;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.digest.Diagnostic;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.i18n.Texts;
import digestbot.library.archive.DigestReview;
import digestbot.library.intake.FileProblemListener.QualityReport;
import digestbot.library.intake.InvalidFileStore.InvalidFile;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The notices about files: the warnings about a received digest and whether it is held for review,
/// and the number of invalid files with the first of them.
final class FileNoticeText {

    /// The maximum number of lines; the log has all warnings, and the console all files.
    static final int MAX_LINES = 10;

    private static final int MAX_HEADLINE_LENGTH = 200;

    private FileNoticeText() {}

    static Content of(Texts texts, QualityReport warnings, ZoneId zone) {
        Stream<Block.Item> items =
                warnings.warnings().stream().limit(MAX_LINES).map(warning -> item(warnings.path(), warning));
        List<Block> blocks = new ArrayList<>(List.of(news(warnings.digest())));
        blocks.addAll(blocks(lead(texts, warnings, zone), items));
        return Content.of(List.of(Panel.plain(blocks)), List.of(buttons(texts, warnings)));
    }

    private static Block news(Digest digest) {
        String headline = TextShortener.shorten(MAX_HEADLINE_LENGTH, oneLine(digest.headline()));
        return new Block.Paragraph(List.of(
                new Inline.Strong(List.of(new Inline.Text(oneLine(digest.topic().name())))),
                new Inline.Text(" · " + headline)));
    }

    private static String lead(Texts texts, QualityReport warnings, ZoneId zone) {
        String which = texts.day(warnings.digest().key().day());
        return warnings.heldUntil()
                .map(until -> DigestReview.publishesAt(until)
                        .map(at -> texts.format("held-for-review", which, new TimeFormat(texts, zone).withZone(at)))
                        .orElseGet(() -> texts.format("held-for-review-open", which)))
                .orElseGet(() -> texts.format(
                        warnings.warnings().isEmpty() ? "no-longer-held" : "published-with-warnings", which));
    }

    private static List<Button> buttons(Texts texts, QualityReport warnings) {
        if (warnings.heldUntil().isEmpty()) {
            return Stream.concat(
                            Stream.of(Button.callback(
                                    texts.format("release-preview-button"),
                                    new ReadAction.Show(warnings.number(), new DigestView.Overview(), 0))),
                            warnings.topic().stream()
                                    .map(topic -> Button.callback(
                                            texts.format("withdraw-unsent-button"),
                                            new OperatorAction.AskToWithdraw(
                                                    topic,
                                                    warnings.digest().key().day()))))
                    .toList();
        }
        return List.of(
                Button.callback(texts.format("release-button"), new OperatorAction.ReleaseDigest(warnings.number())),
                Button.callback(
                        texts.format("release-preview-button"),
                        new OperatorAction.PreviewHeld(warnings.number(), new DigestView.Overview())),
                Button.callback(
                        texts.format("release-withdraw-button"), new OperatorAction.AskToReject(warnings.number())));
    }

    static Content of(Texts texts, long count, List<InvalidFile> first) {
        return Content.of(List.of(Panel.plain(blocks(lead(texts, count), items(count, first)))), List.of());
    }

    private static List<Block> blocks(String lead, Stream<Block.Item> items) {
        List<Block.Item> listed = items.toList();
        Block first = Block.Paragraph.of(lead);
        return listed.isEmpty() ? List.of(first) : List.of(first, Block.ItemList.bullets(listed));
    }

    private static String lead(Texts texts, long count) {
        if (count == 1) {
            return texts.format("invalid-file");
        }
        return count <= MAX_LINES
                ? texts.format("invalid-files", count)
                : texts.format("invalid-files-first", count, MAX_LINES);
    }

    /// A single file is listed with all errors, several files with the first error each.
    private static Stream<Block.Item> items(long count, List<InvalidFile> first) {
        return first.stream()
                .flatMap(file -> file.diagnostics().stream()
                        .limit(count == 1 ? MAX_LINES : 1)
                        .map(diagnostic -> item(file.path(), diagnostic)));
    }

    static Block.Item item(String path, Diagnostic diagnostic) {
        String place = oneLine(path + ":" + diagnostic.line() + " ");
        return new Block.Item(List.of(new Block.Paragraph(withCode(place, oneLine(diagnostic.message())))));
    }

    /// Text between backticks as code; an unpaired backtick is kept.
    private static List<Inline> withCode(String place, String message) {
        String[] parts = message.split("`", -1);
        if (parts.length % 2 == 0) {
            return List.of(new Inline.Text(place + message));
        }
        List<Inline> inlines = new ArrayList<>(List.of(new Inline.Text(place + parts[0])));
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                inlines.add(i % 2 == 0 ? new Inline.Text(parts[i]) : new Inline.Code(parts[i]));
            }
        }
        return inlines;
    }

    /// Cleans names of files and values, which may contain any characters, unlike text inlines.
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
