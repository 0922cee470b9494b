package digestbot.app;

import digestbot.audience.Platform;
import digestbot.broadcast.BroadcastPreviews;
import digestbot.clientview.TerminalText;
import digestbot.content.Content;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Renders previews as plain text, as the simulated clients show them.
public final class TextPreviews implements BroadcastPreviews {

    /// The width of most terminals, with room for an indent.
    public static final int TERMINAL = 96;

    /// The width of a code block on a phone.
    static final int PHONE = 44;

    /// The line between two messages.
    private static final String GAP = "";

    private final int width;

    /// @param width the width in terminal cells
    public TextPreviews(int width) {
        this.width = width;
    }

    @Override
    public int messages(Platform platform, Content content) {
        return RequestPreviews.of(platform, content).size();
    }

    @Override
    public List<String> drawing(Platform platform, Content content) {
        var payloads = RequestPreviews.of(platform, content);
        return IntStream.range(0, payloads.size())
                .boxed()
                .flatMap(i -> Stream.concat(
                        i == 0 ? Stream.empty() : Stream.of(GAP),
                        TerminalText.lines(RequestPreviews.rows(platform, payloads.get(i)), width).stream()))
                .toList();
    }
}
