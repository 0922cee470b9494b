package digestbot.content.views;

import digestbot.content.views.TopicStyles.PerspectiveStyle;
import digestbot.digest.Outlets;
import digestbot.digest.Source;
import digestbot.markdown.Inline;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The division of a digest's articles among its perspectives. The numbers are those that the
/// digest states; without them, articles are counted if every article has a perspective.
record PerspectiveShares(ViewContext view) {

    private static final int SQUARES = 10;
    private static final int MAX_TEXT_LENGTH = 80;

    /// The shares of the given perspectives; empty if there are fewer than two, if a number is not
    /// known, or if there is no article.
    List<PerspectiveShare> of(List<Integer> perspectives) {
        if (perspectives.size() < 2
                || perspectives.stream().anyMatch(each -> articles(each).isEmpty())
                || perspectives.stream().allMatch(each -> articles(each).orElse(0) == 0)) {
            return List.of();
        }
        List<PerspectiveStyle> all = view.styles().perspectives(view.digest());
        List<String> squares = PerspectivePalette.squares(view.digest().perspectives(), all);
        return perspectives.stream()
                .map(ordinal -> share(
                        all.get(ordinal),
                        squares.get(ordinal),
                        articles(ordinal).orElse(0),
                        outlets(ordinal)))
                .toList();
    }

    private PerspectiveShare share(PerspectiveStyle style, String square, int articles, Optional<String> outlets) {
        String number = view.texts().number(articles);
        String text = style.shortName() + " " + number;
        return new PerspectiveShare(
                style.shortName(),
                style.emoji().isBlank() ? square : style.emoji(),
                square,
                style.colour(),
                articles,
                number,
                outlets.map(count -> view.texts().format("share-with-outlets", text, count))
                        .orElse(text));
    }

    private OptionalInt articles(int ordinal) {
        boolean stated = view.digest().perspectives().stream()
                .allMatch(perspective -> perspective.count().isPresent());
        if (stated) {
            return view.digest().perspectives().get(ordinal).count();
        }
        return isDivided() ? OptionalInt.of(view.digest().sourcesOf(ordinal).size()) : OptionalInt.empty();
    }

    /// Empty if the number is not known because the digest does not cite each article of the
    /// perspective.
    Optional<String> outlets(int ordinal) {
        List<Source> own = view.digest().sourcesOf(ordinal);
        if (!isDivided() || own.isEmpty() || articles(ordinal).orElse(0) != own.size()) {
            return Optional.empty();
        }
        long outlets = own.stream()
                .map(source -> Outlets.key(source.outlet()))
                .distinct()
                .count();
        return Optional.of(view.texts().format("outlets", outlets));
    }

    private boolean isDivided() {
        return !view.digest().sources().isEmpty()
                && view.digest().sources().stream()
                        .allMatch(source -> source.perspective().isPresent());
    }

    /// A line of squares in the perspectives' colours, then their names and numbers: with the
    /// outlets if that is short enough, and with emoji in place of names if these are too long.
    static List<Inline> line(List<PerspectiveShare> shares) {
        List<Integer> squares = PerspectiveShare.divide(shares, SQUARES);
        String bar = IntStream.range(0, shares.size())
                .mapToObj(i -> String.join(
                        "", Collections.nCopies(squares.get(i), shares.get(i).square())))
                .collect(Collectors.joining());
        String text = Stream.<Function<PerspectiveShare, String>>of(
                        PerspectiveShare::fullText, PerspectiveShare::text, PerspectiveShare::sign)
                .map(part -> joined(shares, part))
                .filter(line -> line.length() <= MAX_TEXT_LENGTH)
                .findFirst()
                .orElseGet(() -> joined(shares, PerspectiveShare::sign));
        return List.of(new Inline.Text(bar + " " + text));
    }

    static String joined(List<PerspectiveShare> shares, Function<PerspectiveShare, String> part) {
        return shares.stream().map(part).collect(Collectors.joining(ViewContext.SEPARATOR));
    }
}
