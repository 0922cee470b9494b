package digestbot.site.feed;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes an XML document into memory, with elements that are closed and characters that XML allows.
public final class XmlOutput {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    /// The content of an element.
    @FunctionalInterface
    public interface Content {
        void write();
    }

    private interface Step {
        void run() throws XMLStreamException;
    }

    /// Begins an empty document without a declaration.
    public XmlOutput() {
        try {
            out = FACTORY.createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Java cannot write XML", e);
        }
    }

    /// Writes the XML declaration.
    public XmlOutput declaration() {
        return step(() -> out.writeStartDocument("utf-8", "1.0"));
    }

    /// Writes an element.
    ///
    /// @param name its name, with a prefix if it has one
    /// @param attributes names and values, in turn
    /// @param content its content
    public XmlOutput element(String name, Content content, String... attributes) {
        step(() -> out.writeStartElement(name));
        attributes(attributes);
        content.write();
        return step(out::writeEndElement);
    }

    /// Writes an element with text.
    public XmlOutput textElement(String name, String content, String... attributes) {
        return element(name, () -> text(content), attributes);
    }

    /// Writes an element without content.
    public XmlOutput emptyElement(String name, String... attributes) {
        step(() -> out.writeEmptyElement(name));
        return attributes(attributes);
    }

    /// Writes text.
    public XmlOutput text(String content) {
        return step(() -> out.writeCharacters(XmlText.of(content)));
    }

    private XmlOutput attributes(String... attributes) {
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            String name = attributes[i];
            String value = XmlText.of(attributes[i + 1]);
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

    /// The document in UTF-8.
    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }
}
