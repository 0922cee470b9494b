package digestbot.digest.parser;

import digestbot.markdown.Outline;
import digestbot.markdown.Outline.OutlinePart;
import digestbot.markdown.Outline.PartStart;
import digestbot.markdown.PlainText;
import digestbot.markdown.TextCleaner;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The headings of a body's parts as plain text; empty for a part without one.
record Headings(List<OutlinePart> parts, List<String> texts) {

    private static final int MAX_LENGTH = 300;

    Headings {
        parts = List.copyOf(parts);
        texts = List.copyOf(texts);
    }

    static Headings of(Outline outline) {
        List<String> texts = new ArrayList<>();
        for (OutlinePart part : outline.parts()) {
            String text = part.start() == PartStart.HEADING ? PlainText.ofInlines(outline.heading(part)) : "";
            texts.add(TextCleaner.line(text, MAX_LENGTH));
        }
        return new Headings(outline.parts(), texts);
    }

    int count() {
        return parts.size();
    }

    String text(int part) {
        return texts.get(part);
    }

    boolean isHeading(int part) {
        return parts.get(part).start() == PartStart.HEADING;
    }

    int level(int part) {
        return parts.get(part).level();
    }

    /// The first part after the mark `<!--more-->`, which comes with it; -1 if there is no mark.
    int mark() {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).start() == PartStart.MORE) {
                return i;
            }
        }
        return -1;
    }

    /// Tells whether a part is the document's title: the first heading, above all others.
    boolean isTitle(int part) {
        for (int i = 0; i < parts.size(); i++) {
            if (i != part && isHeading(i) && (i < part || level(i) <= level(part))) {
                return false;
            }
        }
        return parts.size() > part + 1;
    }

    boolean isContainer(int part) {
        return parts.get(part).text().isBlank()
                && part + 1 < parts.size()
                && isHeading(part + 1)
                && level(part + 1) > level(part);
    }

    /// The source list, if it is not -1, and the lists directly below its heading.
    BitSet sourceParts(int sourceList) {
        var found = new BitSet();
        if (sourceList >= 0) {
            found.set(sourceList);
            for (int i = sourceList + 1; i < parts.size() && isListBelow(i, sourceList); i++) {
                found.set(i);
            }
        }
        return found;
    }

    private boolean isListBelow(int part, int sourceList) {
        return isHeading(part)
                && level(part) > level(sourceList)
                && SourceListParser.hasForm(parts.get(part).text());
    }
}
