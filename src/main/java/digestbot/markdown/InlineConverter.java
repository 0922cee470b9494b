package digestbot.markdown;

import com.vladsch.flexmark.ast.AutoLink;
import com.vladsch.flexmark.ast.Code;
import com.vladsch.flexmark.ast.Emphasis;
import com.vladsch.flexmark.ast.HardLineBreak;
import com.vladsch.flexmark.ast.HtmlEntity;
import com.vladsch.flexmark.ast.HtmlInline;
import com.vladsch.flexmark.ast.HtmlInlineComment;
import com.vladsch.flexmark.ast.Image;
import com.vladsch.flexmark.ast.ImageRef;
import com.vladsch.flexmark.ast.Link;
import com.vladsch.flexmark.ast.MailLink;
import com.vladsch.flexmark.ast.RefNode;
import com.vladsch.flexmark.ast.Reference;
import com.vladsch.flexmark.ast.SoftLineBreak;
import com.vladsch.flexmark.ast.StrongEmphasis;
import com.vladsch.flexmark.ast.Text;
import com.vladsch.flexmark.ext.gfm.strikethrough.Strikethrough;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.sequence.Escaping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

final class InlineConverter {

    private final boolean keepsLines;
    private InlineList inlines = new InlineList();
    private int depth;
    private boolean inLink;

    private InlineConverter(boolean keepsLines) {
        this.keepsLines = keepsLines;
    }

    /// Empty if nothing is visible. The rows of a table remain separate lines.
    static List<Inline> convert(Node leaf) {
        var converter = new InlineConverter(leaf.getChars().startsWith("|"));
        converter.addChildren(leaf);
        return converter.inlines.trimmed();
    }

    private void addChildren(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            add(node);
        }
    }

    private void add(Node node) {
        switch (node) {
            case Text text -> addText(plain(text.getChars()));
            case HtmlEntity entity -> inlines.addText(plain(entity.getChars()));
            case SoftLineBreak _ -> addSoftBreak();
            case HardLineBreak _ -> inlines.add(new Inline.LineBreak());
            case HtmlInlineComment _ -> {}
            case HtmlInline html -> inlines.addText(html.getChars().toString());
            case Code code -> addCode(code);
            case Emphasis _ -> addSpan(node, Inline.Emphasis::new);
            case StrongEmphasis _ -> addSpan(node, Inline.Strong::new);
            case Strikethrough _ -> addSpan(node, Inline.Strikethrough::new);
            case Link link -> addLink(link.getUrl(), node);
            case Image image -> addLink(image.getUrl(), node);
            case AutoLink link -> addAutolink(link.getText().toString());
            case MailLink link -> inlines.addText(link.getText().toString());
            case RefNode reference -> addReference(reference);
            default -> inlines.addText(plain(node.getChars()));
        }
    }

    private static String plain(CharSequence chars) {
        String text = chars.toString();
        boolean escaped = text.indexOf('\\') >= 0 || text.indexOf('&') >= 0;
        return escaped ? Escaping.unescapeString(text) : text;
    }

    private void addText(String text) {
        int from = 0;
        for (int end = text.indexOf('\n'); keepsLines && end >= 0; end = text.indexOf('\n', from)) {
            inlines.addText(text.substring(from, end));
            inlines.add(new Inline.LineBreak());
            from = end + 1;
        }
        inlines.addText(text.substring(from));
    }

    private void addSoftBreak() {
        if (keepsLines) {
            inlines.add(new Inline.LineBreak());
        } else {
            inlines.addText(" ");
        }
    }

    private void addCode(Code code) {
        String text = TextCleaner.line(code.getText().toString());
        if (!text.isEmpty()) {
            inlines.add(new Inline.Code(text));
        }
    }

    private void addSpan(Node node, Function<List<Inline>, Inline> span) {
        if (depth + 1 >= Markdown.MAX_DEPTH) {
            inlines.addText(plain(node.getChars()));
            return;
        }
        List<Inline> content = nested(node);
        if (!content.isEmpty()) {
            inlines.add(span.apply(content));
        }
    }

    private List<Inline> nested(Node node) {
        InlineList outer = inlines;
        inlines = new InlineList();
        depth++;
        addChildren(node);
        depth--;
        List<Inline> content = inlines.whole();
        inlines = outer;
        return content;
    }

    private void addLink(CharSequence rawAddress, Node node) {
        Optional<WebAddress> address = inLink ? Optional.empty() : WebAddress.parse(plain(rawAddress));
        if (address.isEmpty() || depth + 1 >= Markdown.MAX_DEPTH) {
            addChildren(node);
            return;
        }
        inLink = true;
        List<Inline> content = nested(node);
        inLink = false;
        boolean blank = PlainText.ofInlines(content).isBlank();
        inlines.add(new Inline.Link(
                address.get(), blank ? List.of(new Inline.Text(address.get().url())) : content));
    }

    private void addAutolink(String text) {
        Optional<WebAddress> address = inLink ? Optional.empty() : WebAddress.parse(text);
        String shown = TextCleaner.line(text);
        if (address.isPresent()) {
            inlines.add(new Inline.Link(address.get(), List.of(new Inline.Text(shown))));
        } else {
            inlines.addText(shown);
        }
    }

    private void addReference(RefNode reference) {
        Reference target = reference.getReferenceNode(reference.getDocument());
        if (target != null) {
            addLink(target.getUrl(), reference);
            return;
        }
        // The library trims the text in brackets.
        String whole = reference.getChars().toString();
        String opening = reference instanceof ImageRef ? "![" : "[";
        String closing = "]"
                + (reference.isReferenceTextCombined()
                        ? reference.getTextOpeningMarker().toString() + reference.getTextClosingMarker()
                        : "[" + reference.getReference() + "]");
        inlines.addText(whole.startsWith(opening + " ") ? opening + " " : opening);
        addChildren(reference);
        inlines.addText(plain(whole.endsWith(" " + closing) ? " " + closing : closing));
    }

    /// Collects inlines and merges adjacent texts.
    private static final class InlineList {

        private final List<Inline> inlines = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        void addText(String more) {
            text.append(more);
        }

        void add(Inline inline) {
            endText();
            inlines.add(inline);
        }

        List<Inline> whole() {
            endText();
            return inlines;
        }

        List<Inline> trimmed() {
            endText();
            while (!inlines.isEmpty() && isBlank(inlines.getFirst())) {
                inlines.removeFirst();
            }
            while (!inlines.isEmpty() && isBlank(inlines.getLast())) {
                inlines.removeLast();
            }
            if (!inlines.isEmpty() && inlines.getFirst() instanceof Inline.Text(String first)) {
                inlines.set(0, new Inline.Text(first.stripLeading()));
            }
            if (!inlines.isEmpty() && inlines.getLast() instanceof Inline.Text(String last)) {
                inlines.set(inlines.size() - 1, new Inline.Text(last.stripTrailing()));
            }
            return inlines;
        }

        private static boolean isBlank(Inline inline) {
            return inline instanceof Inline.LineBreak || (inline instanceof Inline.Text(String only) && only.isBlank());
        }

        private void endText() {
            String clean = TextCleaner.inline(text.toString());
            text.setLength(0);
            if (!clean.isEmpty()) {
                inlines.add(new Inline.Text(clean));
            }
        }
    }
}
