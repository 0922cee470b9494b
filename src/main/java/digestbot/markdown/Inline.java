package digestbot.markdown;

import java.time.Instant;
import java.util.List;

/// An inline element of running text.
///
/// There are no raw HTML and no images: the parser turns raw HTML into text and images into links.
public sealed interface Inline {

    /// Literal characters, never empty, without line breaks or control characters.
    record Text(String text) implements Inline {}

    /// Emphasis, usually shown in italics.
    record Emphasis(List<Inline> content) implements Inline {
        public Emphasis {
            content = List.copyOf(content);
        }
    }

    /// Strong emphasis, usually shown in bold.
    record Strong(List<Inline> content) implements Inline {
        public Strong {
            content = List.copyOf(content);
        }
    }

    /// Text that is struck through.
    record Strikethrough(List<Inline> content) implements Inline {
        public Strikethrough {
            content = List.copyOf(content);
        }
    }

    /// Code within a line.
    record Code(String text) implements Inline {}

    record Link(WebAddress address, List<Inline> content) implements Inline {
        public Link {
            content = List.copyOf(content);
        }
    }

    /// A moment. Clients show it in the time zone of the reader's device.
    ///
    /// @param text the moment in words, for clients and places that cannot do that; never empty
    record Moment(Instant at, MomentStyle style, String text) implements Inline {}

    enum MomentStyle {
        TIME,
        DAY_AND_TIME
    }

    record LineBreak() implements Inline {}
}
