package digestbot.site;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes an XML document into memory, with elements that are closed and characters that XML
/// allows.
public final class XmlOutput {

    private static final char REPLACEMENT = '\ufffd';

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    @FunctionalInterface
    public interface Content {
        void write();
    }

    private interface Step {
        void run() throws XMLStreamException;
    }

    public XmlOutput() {
        try {
            out = FACTORY.createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Java cannot write XML", e);
        }
    }

    public XmlOutput declaration() {
        return step(() -> out.writeStartDocument("utf-8", "1.0"));
    }

    /// Attributes are names and values, in turn.
    public XmlOutput element(String name, Content content, String... attributes) {
        step(() -> out.writeStartElement(name));
        attributes(attributes);
        content.write();
        return step(out::writeEndElement);
    }

    public XmlOutput textElement(String name, String content, String... attributes) {
        return element(name, () -> text(content), attributes);
    }

    public XmlOutput emptyElement(String name, String... attributes) {
        step(() -> out.writeEmptyElement(name));
        return attributes(attributes);
    }

    public XmlOutput text(String content) {
        return step(() -> out.writeCharacters(clean(content)));
    }

    private XmlOutput attributes(String... attributes) {
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            String name = attributes[i];
            String value = clean(attributes[i + 1]);
            step(() -> out.writeAttribute(name, value));
        }
        return this;
    }

    private XmlOutput step(Step step) {
        try {
            step.run();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a document in memory cannot be written", e);
        }
    }

    @Override
    public String toString() {
        step(out::flush);
        return text.toString();
    }

    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Replaces each character that no XML document may contain by U+FFFD. The writer does the
    /// escaping.
    static String clean(String text) {
        return text.codePoints().allMatch(XmlOutput::isAllowed) ? text : cleaned(text);
    }

    private static String cleaned(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> out.appendCodePoint(isAllowed(point) ? point : REPLACEMENT));
        return out.toString();
    }

    /// A carriage return is allowed, but a parser would make a line feed of it.
    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || (point >= 0x20 && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || point >= 0x10000;
    }
}
