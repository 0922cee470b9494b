package digestbot.app;

import digestbot.app.trial.RowText;
import digestbot.broadcast.Previews;
import digestbot.edition.Content;
import digestbot.subscription.Platform;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Draws what people will see, as the sandbox would show it.
final class Drawings implements Previews {

    /// As wide as most terminals are, with room for an indent.
    static final int TERMINAL = 96;

    /// As wide as a telephone shows a block of code.
    static final int PHONE = 44;

    /// Between two messages.
    private static final String GAP = "";

    private final int width;

    /// @param width in terminal cells
    Drawings(int width) {
        this.width = width;
    }

    @Override
    public int messages(Platform platform, Content content) {
        return Payloads.of(platform, content).size();
    }

    @Override
    public List<String> drawing(Platform platform, Content content) {
        var payloads = Payloads.of(platform, content);
        return IntStream.range(0, payloads.size())
                .boxed()
                .flatMap(i -> Stream.concat(
                        i == 0 ? Stream.empty() : Stream.of(GAP),
                        RowText.lines(Payloads.drawn(platform, payloads.get(i)), width).stream()
                                .map(String::valueOf)))
                .toList();
    }
}
