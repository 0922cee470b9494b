package digestbot.site;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes an XML document into memory. All elements are closed, and all characters are allowed in
/// XML.
public final class XmlOutput {

    private static final char REPLACEMENT = '\ufffd';

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    private interface XmlWrite {
        void run() throws XMLStreamException;
    }

    public XmlOutput() {
        try {
            out = FACTORY.createXMLStreamWriter(text);
            out.writeStartDocument("utf-8", "1.0");
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Java cannot write XML", e);
        }
    }

    /// Writes an element. `attributes` alternates names and values.
    public void element(String name, Runnable content, String... attributes) {
        step(() -> out.writeStartElement(name));
        attributes(attributes);
        content.run();
        step(out::writeEndElement);
    }

    public void textElement(String name, String content, String... attributes) {
        element(name, () -> step(() -> out.writeCharacters(clean(content))), attributes);
    }

    public void emptyElement(String name, String... attributes) {
        step(() -> out.writeEmptyElement(name));
        attributes(attributes);
    }

    private void attributes(String... attributes) {
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            String name = attributes[i];
            String value = clean(attributes[i + 1]);
            step(() -> out.writeAttribute(name, value));
        }
    }

    private static void step(XmlWrite step) {
        try {
            step.run();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a document in memory cannot be written", e);
        }
    }

    public byte[] bytes() {
        step(out::flush);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Replaces each character that XML does not allow by U+FFFD. The writer does the escaping.
    static String clean(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> out.appendCodePoint(isAllowed(point) ? point : REPLACEMENT));
        return out.toString();
    }

    /// Excludes the carriage return, because a parser would turn it into a line feed.
    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || (point >= 0x20 && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || point >= 0x10000;
    }
}
