package digestbot.writing;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/// The elements of a feed within limits on entries, elements and characters. The rest is read and
/// dropped.
final class BoundedXml extends StreamReaderDelegate {

    static final String DOCUMENT_TYPE = "has a document type declaration, which is not read for safety";

    private static final int MAX_ELEMENTS = 20_000;
    private static final int MAX_DEPTH = 30;
    private static final int MAX_CHARACTERS = 1 << 20;

    /// For each element, the parser searches all declarations around it.
    private static final int MAX_NAMESPACES = 40;

    /// Bounds the nesting of dropped elements.
    private static final int MAX_DROPPED_DEPTH = 60;

    private static final Set<String> ENTRIES = Set.of("item", "entry");

    private final int maxEntries;
    private final int maxText;
    private int entries;
    private int elements;
    private int characters;
    private int depth;
    private int text;

    private BoundedXml(XMLStreamReader all, int maxEntries, int maxText) {
        super(all);
        this.maxEntries = maxEntries;
        this.maxText = maxText;
    }

    /// @param maxText the limit of one text, in characters
    /// @throws XMLStreamException if the input is not XML
    static BoundedXml of(Reader reader, int maxEntries, int maxText) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        return new BoundedXml(factory.createXMLStreamReader(new TagReader(reader)), maxEntries, maxText);
    }

    /// Refuses a tag that declares too many namespaces before the parser sees it.
    private static final class TagReader extends FilterReader {

        private static final String DECLARATION = "xmlns";

        private int matched;
        private int declared;

        TagReader(Reader in) {
            super(in);
        }

        @Override
        public int read(char[] buffer, int start, int length) throws IOException {
            int read = super.read(buffer, start, length);
            for (int i = start; i < start + read; i++) {
                char c = buffer[i];
                if (c == '<') {
                    declared = 0;
                }
                matched = c == DECLARATION.charAt(matched) ? matched + 1 : c == DECLARATION.charAt(0) ? 1 : 0;
                if (matched == DECLARATION.length()) {
                    matched = 0;
                    declared++;
                    if (declared > MAX_NAMESPACES) {
                        throw new IOException("declares too many namespaces");
                    }
                }
            }
            return read;
        }
    }

    @Override
    public int next() throws XMLStreamException {
        while (true) {
            int event = super.next();
            switch (event) {
                case START_ELEMENT -> {
                    if (isAccepted()) {
                        depth++;
                        text = 0;
                        return event;
                    }
                    skipElement();
                }
                case END_ELEMENT -> {
                    depth--;
                    return event;
                }
                case CHARACTERS, CDATA, SPACE -> {
                    int length = getTextLength();
                    if (text + length <= maxText && characters + length <= MAX_CHARACTERS) {
                        text += length;
                        characters += length;
                        return event;
                    }
                    text = maxText;
                }
                case END_DOCUMENT -> {
                    return event;
                }
                case DTD -> throw new XMLStreamException(DOCUMENT_TYPE);
                default -> {
                    // Comments, instructions and references to entities say nothing about an article.
                }
            }
        }
    }

    private boolean isAccepted() {
        for (int i = 0; i < getAttributeCount(); i++) {
            characters += getAttributeValue(i).length();
        }
        boolean isEntry = ENTRIES.contains(getLocalName());
        if (elements == MAX_ELEMENTS
                || depth == MAX_DEPTH
                || characters > MAX_CHARACTERS
                || (isEntry && entries == maxEntries)) {
            return false;
        }
        elements++;
        entries += isEntry ? 1 : 0;
        return true;
    }

    private void skipElement() throws XMLStreamException {
        for (int open = 1; open > 0; ) {
            int event = super.next();
            open += event == START_ELEMENT ? 1 : event == END_ELEMENT ? -1 : 0;
            if (open > MAX_DROPPED_DEPTH) {
                throw new XMLStreamException("is nested too deeply");
            }
        }
    }
}
