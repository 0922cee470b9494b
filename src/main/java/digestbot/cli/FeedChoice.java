package digestbot.cli;

import digestbot.cli.FirstTopic.Side;
import digestbot.writing.FeedFinder;
import digestbot.writing.FeedFinder.FoundFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Finds feeds with articles at the addresses that a person gives, which may be web pages.
///
/// @param ask empty if nobody is there to choose; then the first feed of a page is used
record FeedChoice(FeedFinder finder, Consumer<String> say, Optional<UnaryOperator<String>> ask) {

    /// @throws UncheckedIOException with a sentence about each unusable address
    List<Side> of(List<Side> sides) {
        List<String> problems = new ArrayList<>();
        List<Side> chosen = sides.stream()
                .map(side -> new Side(
                        side.name(),
                        side.feeds().stream()
                                .map(address -> feed(side.name(), address, problems))
                                .toList()))
                .toList();
        if (!problems.isEmpty()) {
            String all = String.join("\n", problems);
            throw new UncheckedIOException(new IOException(ask.isPresent() ? all : all + "\nNothing was written."));
        }
        return chosen;
    }

    private String feed(String side, String address, List<String> problems) {
        try {
            List<FoundFeed> found = finder.find(address);
            return found.getFirst().address().equals(address) ? address : chosen(URI.create(address), found);
        } catch (IOException e) {
            problems.add("%s: %s %s.".formatted(side, address, e.getMessage()));
            return address;
        }
    }

    private String chosen(URI page, List<FoundFeed> found) throws IOException {
        List<String> names = found.stream().map(feed -> name(feed, page)).toList();
        if (ask.isEmpty()) {
            say.accept("%s offers %s, which is used.".formatted(page.getHost(), names.getFirst()));
            return found.getFirst().address();
        }
        boolean isOne = found.size() == 1;
        String question = isOne
                ? "%s offers %s. Use it? [Y/n] ".formatted(page.getHost(), names.getFirst())
                : IntStream.range(0, names.size())
                        .mapToObj(i -> "  %d  %s\n".formatted(i + 1, names.get(i)))
                        .collect(Collectors.joining("", page.getHost() + " offers:\n", "Which one? [Enter: 1] "));
        String answer;
        do {
            answer = ask.get().apply(question).toLowerCase(Locale.ROOT);
        } while (!answer.matches(isOne ? "|y|yes|n|no" : "|[1-%d]".formatted(found.size())));
        if (answer.startsWith("n")) {
            throw new IOException("offers no other feed. Give the address of the feed that you want");
        }
        return found.get(answer.matches("\\d") ? Integer.parseInt(answer) - 1 : 0)
                .address();
    }

    private static String name(FoundFeed feed, URI page) {
        String root = page.resolve("/").toString();
        String address = feed.address();
        String shown = address.startsWith(root) ? address.substring(root.length() - 1) : address;
        return feed.title().isEmpty() ? shown : "%s (%s)".formatted(shown, feed.title());
    }
}
