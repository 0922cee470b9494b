package digestbot.simulation;

import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.action.ReadAction;
import digestbot.content.views.DigestContentBuilder;
import digestbot.content.views.DigestControls;
import digestbot.content.views.StyleRegistry;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A digest as its author sees it: a file, in as many versions as were written.
final class SimulatedDigest {

    /// Each part of a digest is a message such as `d3v2 1/2`, and a combined message names its digests.
    static final DigestContentBuilder VIEWS = new DigestContentBuilder(StyleRegistry.DEFAULT) {
        @Override
        public Content view(long number, Digest digest, DigestView view, Reader reader, DigestControls links) {
            return new Content(
                    panels(digest, view, reader), List.of(), Optional.of(new ReadAction.Show(number, view, 0)));
        }

        @Override
        public List<Panel> panels(Digest digest, DigestView view, Reader reader) {
            String name = name(digest);
            int parts = Integer.parseInt(digest.title().substring(name.length() + 1));
            return IntStream.rangeClosed(1, parts)
                    .mapToObj(part -> panel(parts == 1 ? name : name + " " + part + "/" + parts))
                    .toList();
        }

        @Override
        public Content combined(CombinedKind kind, List<CombinedEntry> digests, Reader reader, int points) {
            String names = digests.stream().map(each -> name(each.digest())).collect(Collectors.joining(", "));
            return Content.of(List.of(panel(names)), List.of());
        }
    };

    final int id;
    final String topic;
    final LocalDate day;
    final int parts;

    /// The step at which the file was first written.
    final int writtenAt;

    int version;
    boolean everWithdrawn;

    /// The step at which it was withdrawn, unless it was published again.
    int withdrawnAt = Integer.MAX_VALUE;

    SimulatedDigest(int id, String topic, LocalDate day, int parts, int writtenAt) {
        this.id = id;
        this.topic = topic;
        this.day = day;
        this.parts = parts;
        this.writtenAt = writtenAt;
    }

    private static String name(Digest digest) {
        return digest.title().substring(0, digest.title().indexOf('*'));
    }

    private static Panel panel(String text) {
        return Panel.plain(List.of(new Block.Paragraph(List.of(new Inline.Text(text)))));
    }

    String path() {
        return "d" + id + ".md";
    }

    String name() {
        return "d" + id + "v" + version;
    }

    String file() {
        return "topic: %s%nday: %s%ntitle: %s*%d%n%n%s".formatted(topic, day, name(), parts, name());
    }
}
