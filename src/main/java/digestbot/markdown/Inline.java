package digestbot.markdown;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An inline element of running text: the parser turns raw HTML into text and images into links.
public sealed interface Inline {

    /// The plain text of an inline that contains no others.
    default String text() {
        return "";
    }

    default List<Inline> content() {
        return List.of();
    }

    record Text(String text) implements Inline {}

    record Emphasis(List<Inline> content) implements Inline {
        public Emphasis {
            content = List.copyOf(content);
        }
    }

    record Strong(List<Inline> content) implements Inline {
        public Strong {
            content = List.copyOf(content);
        }
    }

    record Strikethrough(List<Inline> content) implements Inline {
        public Strikethrough {
            content = List.copyOf(content);
        }
    }

    record Code(String text) implements Inline {}

    record Link(WebAddress address, List<Inline> content) implements Inline {
        public Link {
            content = List.copyOf(content);
        }
    }

    /// Clients show a moment in the time zone of the reader's device. The text, which is never
    /// empty, is for clients and places that cannot do that.
    record Moment(Instant at, MomentStyle style, String text) implements Inline {}

    enum MomentStyle {
        TIME,
        DAY_AND_TIME
    }

    /// The sources of a point, after its text. Plain text does not have them.
    record Citations(List<Citation> sources) implements Inline {
        public Citations {
            sources = List.copyOf(sources);
        }

        /// A source by its number in the source list, with its address if it has one.
        public record Citation(int number, Optional<WebAddress> address) {}

        /// The sources of a point; none if it names none.
        public static List<Citation> in(List<Block> point) {
            return point.stream()
                    .flatMap(block -> block instanceof Block.Paragraph(var content) ? content.stream() : Stream.of())
                    .flatMap(inline -> inline instanceof Citations(var sources) ? sources.stream() : Stream.of())
                    .toList();
        }

        public Citations unlinked() {
            return new Citations(sources.stream()
                    .map(source -> new Citation(source.number(), Optional.empty()))
                    .toList());
        }

        /// The form that chats show: ` [1][4]`, where each number with an address is a link.
        public List<Inline> links() {
            List<Inline> links = new ArrayList<>(List.of(new Text(" ")));
            for (Citation source : sources) {
                Inline number = new Text("[" + source.number() + "]");
                links.add(source.address()
                        .<Inline>map(address -> new Link(address, List.of(number)))
                        .orElse(number));
            }
            return links;
        }
    }

    record LineBreak() implements Inline {
        @Override
        public String text() {
            return "\n";
        }
    }
}
