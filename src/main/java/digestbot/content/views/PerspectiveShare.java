package digestbot.content.views;

import digestbot.content.views.StyleRegistry.PerspectiveStyle;
import digestbot.digest.Outlets;
import digestbot.digest.Source;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A perspective's share of the articles of a digest.
///
/// @param name the perspective's short name
/// @param square the square in its colour
/// @param colour 0xRRGGBB
/// @param number the number of its articles as a text
/// @param fullText the name, the number of articles and, if known, the number of outlets
public record PerspectiveShare(String name, String square, int colour, int articles, String number, String fullText) {

    private static final int MAX_SQUARES = 12;

    /// The shares of the given perspectives. The numbers are the stated ones; without them,
    /// articles are counted if every article has a perspective. Empty if there are fewer than two
    /// perspectives, if a number is unknown, or if there are no articles.
    static List<PerspectiveShare> of(ViewContext view, List<Integer> perspectives) {
        if (perspectives.size() < 2
                || perspectives.stream().anyMatch(each -> articles(view, each).isEmpty())
                || perspectives.stream().allMatch(each -> articles(view, each).orElse(0) == 0)) {
            return List.of();
        }
        List<PerspectiveStyle> all = view.styles().perspectives(view.digest());
        List<String> squares = PerspectivePalette.squares(view.digest().perspectives(), all);
        return perspectives.stream()
                .map(ordinal -> share(
                        view,
                        all.get(ordinal),
                        squares.get(ordinal),
                        articles(view, ordinal).orElse(0),
                        outlets(view, ordinal)))
                .toList();
    }

    private static PerspectiveShare share(
            ViewContext view, PerspectiveStyle style, String square, int articles, Optional<String> outlets) {
        String number = view.texts().number(articles);
        String text = style.shortName() + " " + number;
        return new PerspectiveShare(
                style.shortName(),
                square,
                style.colour(),
                articles,
                number,
                outlets.map(count -> view.texts().format("share-with-outlets", text, count))
                        .orElse(text));
    }

    /// The number of articles, stated or counted.
    static OptionalInt articles(ViewContext view, int ordinal) {
        boolean stated = view.digest().perspectives().stream()
                .allMatch(perspective -> perspective.count().isPresent());
        if (stated) {
            return view.digest().perspectives().get(ordinal).count();
        }
        return isDivided(view) ? OptionalInt.of(view.digest().sourcesOf(ordinal).size()) : OptionalInt.empty();
    }

    /// The number of outlets; empty if it is unknown because the digest does not cite every article
    /// of the perspective.
    static Optional<String> outlets(ViewContext view, int ordinal) {
        List<Source> own = view.digest().sourcesOf(ordinal);
        if (!isDivided(view) || own.isEmpty() || articles(view, ordinal).orElse(0) != own.size()) {
            return Optional.empty();
        }
        long outlets = own.stream()
                .map(source -> Outlets.key(source.outlet()))
                .distinct()
                .count();
        return Optional.of(view.texts().format("outlets", outlets));
    }

    private static boolean isDivided(ViewContext view) {
        return !view.digest().sources().isEmpty()
                && view.digest().sources().stream()
                        .allMatch(source -> source.perspective().isPresent());
    }

    /// Squares in the perspectives' colours: the fewest that show the exact shares. Empty if the
    /// shares are unknown or equal, if one has all, or if there would be too many squares.
    static Optional<String> squares(ViewContext view, List<Integer> perspectives) {
        List<PerspectiveShare> shares = of(view, perspectives);
        if (shares.stream().mapToInt(PerspectiveShare::articles).distinct().count() < 2) {
            return Optional.empty();
        }
        long each = shares.stream()
                .map(share -> BigInteger.valueOf(share.articles()))
                .reduce(BigInteger.ZERO, BigInteger::gcd)
                .longValue();
        long count = shares.stream().mapToLong(PerspectiveShare::articles).sum() / each;
        return count < 2 || count > MAX_SQUARES
                ? Optional.empty()
                : Optional.of(shares.stream()
                        .map(share -> share.square().repeat((int) (share.articles() / each)))
                        .collect(Collectors.joining()));
    }

    static String joined(List<PerspectiveShare> shares, Function<PerspectiveShare, String> part) {
        return shares.stream().map(part).collect(Collectors.joining(ViewContext.SEPARATOR));
    }

    /// The share as text, such as “US 12”.
    public String text() {
        return name + " " + number;
    }

    /// Divides a length among the shares by the largest-remainder method. Each perspective with an
    /// article gets at least 1, unless there are more of them than parts.
    public static List<Integer> divide(List<PerspectiveShare> shares, int length) {
        long total = shares.stream().mapToLong(PerspectiveShare::articles).sum();
        long[] exact = shares.stream()
                .mapToLong(share -> share.articles() * (long) length)
                .toArray();
        boolean forEach = shares.stream().filter(share -> share.articles() > 0).count() <= length;
        int[] parts = new int[exact.length];
        for (int i = 0; i < parts.length; i++) {
            int least = forEach && exact[i] > 0 ? 1 : 0;
            parts[i] = Math.max(least, (int) (exact[i] / total));
        }
        // The part that a share lacks, in units of 1 / total. Among equals, the smaller share goes
        // first.
        Comparator<Integer> lacking = Comparator.<Integer>comparingLong(i -> exact[i] - parts[i] * total)
                .thenComparingLong(i -> -exact[i]);
        int sum = IntStream.of(parts).sum();
        for (; sum < length; sum++) {
            parts[ordinals(parts.length).max(lacking).orElseThrow()]++;
        }
        for (; sum > length; sum--) {
            parts[ordinals(parts.length).filter(i -> parts[i] > 1).min(lacking).orElseThrow()]--;
        }
        return IntStream.of(parts).boxed().toList();
    }

    private static Stream<Integer> ordinals(int count) {
        return IntStream.range(0, count).boxed();
    }
}
