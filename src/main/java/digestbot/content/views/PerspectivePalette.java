package digestbot.content.views;

import digestbot.content.views.StyleRegistry.PerspectiveStyle;
import digestbot.digest.Perspective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The default dots and colours of perspectives, and the squares that show colours in text.
///
/// In every digest, a perspective's place in the palette is its colour number, or another one if that
/// resembles a configured colour. Places repeat after the last one. If two perspectives of a digest
/// would have the same place, the one with the higher number takes the next free place, so
/// that no two perspectives of a digest look alike.
final class PerspectivePalette {

    private static final List<String> DOTS = List.of(
            "🔵", "🔴", "🟢", "🟡", "🟣", "🟠", "🟤", "⚪", "⚫", "🟦", "🟥", "🟩", "🟨", "🟪", "🟧", "🟫", "⬜", "⬛",
            "🔷", "🔶");

    /// Muted colours, in the order of the dots.
    private static final List<Integer> COLOURS = List.of(
            0x3b6fb6, 0xb5483f, 0x4b8f5b, 0xc2a032, 0x7d5ba6, 0xc97a35, 0x85644a, 0xb9bec5, 0x4a4f57, 0x6f97cf,
            0xcf7a72, 0x7cb38a, 0xd8c06d, 0xa588c6, 0xdfa06b, 0xa88b73, 0xd5d8dc, 0x6d737c, 0x2f8f9d, 0xb0567f);

    private static final List<String> SQUARES = List.of("🟦", "🟥", "🟩", "🟨", "🟪", "🟧", "🟫", "⬜", "⬛");

    /// The squares for the dots, in the order of the dots.
    private static final List<String> SQUARES_OF_DOTS = Stream.of(SQUARES, SQUARES, List.of("🟦", "🟧"))
            .flatMap(List::stream)
            .toList();

    private static final String EMOJI_PRESENTATION = "\ufe0f";

    private PerspectivePalette() {}

    static String dot(int place) {
        return DOTS.get(place);
    }

    static int colour(int place) {
        return COLOURS.get(place);
    }

    static List<Integer> colours() {
        return COLOURS;
    }

    /// The places of a digest's perspectives in the palette: the one nearest to the perspective's own
    /// colour, or one that resembles no configured colour. Perspectives without a number are numbered
    /// by their ordinals, after the numbered ones.
    ///
    /// @param own the configured colours of these perspectives
    /// @param configured the configured colours of all perspectives
    static int[] places(List<Perspective> perspectives, List<OptionalInt> own, Stream<Integer> configured) {
        List<Integer> usual = usualPlaces(configured);
        int[] places = new int[perspectives.size()];
        var taken = new BitSet();
        for (int ordinal : byNumber(perspectives)) {
            OptionalInt colour = own.get(ordinal);
            int number = perspectives.get(ordinal).colourNumber().orElse(ordinal);
            int wanted = colour.isPresent() ? nearestPlace(colour.getAsInt()) : usual.get(number % usual.size());
            places[ordinal] = IntStream.range(wanted, wanted + COLOURS.size())
                    .map(place -> place % COLOURS.size())
                    .filter(place -> !taken.get(place) && (colour.isPresent() || usual.contains(place)))
                    .findFirst()
                    .orElse(wanted);
            taken.set(places[ordinal]);
        }
        return places;
    }

    /// The place of each colour number: its own, or a late one if its own resembles one of these
    /// colours, so that most perspectives keep theirs.
    private static List<Integer> usualPlaces(Stream<Integer> colours) {
        List<String> squares = colours.distinct()
                .map(PerspectivePalette::nearestPlace)
                .map(SQUARES_OF_DOTS::get)
                .toList();
        List<Integer> unlike = new ArrayList<>();
        List<Integer> like = new ArrayList<>();
        for (int place = 0; place < COLOURS.size(); place++) {
            (squares.contains(SQUARES_OF_DOTS.get(place)) ? like : unlike).add(place);
        }
        return IntStream.range(0, COLOURS.size())
                .mapToObj(place -> unlike.isEmpty() || unlike.contains(place)
                        ? place
                        : unlike.get(unlike.size() - 1 - like.indexOf(place) % unlike.size()))
                .toList();
    }

    private static Integer nearestPlace(int colour) {
        return IntStream.range(0, COLOURS.size())
                .boxed()
                .min(Comparator.comparingDouble(place -> distance(COLOURS.get(place), colour)))
                .orElseThrow();
    }

    /// The squares of a digest's perspectives: the one that matches the emoji, otherwise the one
    /// nearest to the colour. Two perspectives share a square only if there are more perspectives
    /// than squares.
    static List<String> squares(List<Perspective> perspectives, List<PerspectiveStyle> styles) {
        String[] squares = new String[perspectives.size()];
        Set<String> taken = new HashSet<>();
        for (int ordinal : byNumber(perspectives)) {
            PerspectiveStyle style = styles.get(ordinal);
            squares[ordinal] = Stream.concat(sameAs(style.emoji()), nearest(style.colour()))
                    .filter(square -> !taken.contains(square))
                    .findFirst()
                    .orElseGet(() -> Stream.concat(sameAs(style.emoji()), nearest(style.colour()))
                            .findFirst()
                            .orElseThrow());
            taken.add(squares[ordinal]);
        }
        return Arrays.asList(squares);
    }

    private static List<Integer> byNumber(List<Perspective> perspectives) {
        List<Integer> ordinals =
                new ArrayList<>(IntStream.range(0, perspectives.size()).boxed().toList());
        ordinals.sort(Comparator.comparingInt(
                ordinal -> perspectives.get(ordinal).colourNumber().orElse(Integer.MAX_VALUE)));
        return ordinals;
    }

    private static Stream<String> sameAs(String emoji) {
        int dot = DOTS.indexOf(emoji.replace(EMOJI_PRESENTATION, ""));
        return dot < 0 ? Stream.of() : Stream.of(SQUARES_OF_DOTS.get(dot));
    }

    private static Stream<String> nearest(int colour) {
        return IntStream.range(0, SQUARES.size())
                .boxed()
                .sorted(Comparator.comparingDouble(square -> distance(COLOURS.get(square), colour)))
                .map(SQUARES::get);
    }

    /// The difference of two colours. Hue weighs more than brightness, so that a dark blue counts
    /// as blue.
    private static double distance(int one, int other) {
        double red = part(one, 16) - part(other, 16);
        double blue = part(one, 0) - part(other, 0);
        double brightness = 0.299 * red + 0.587 * (part(one, 8) - part(other, 8)) + 0.114 * blue;
        double towardsBlue = 0.564 * (blue - brightness);
        double towardsRed = 0.713 * (red - brightness);
        return brightness * brightness / 4 + towardsBlue * towardsBlue + towardsRed * towardsRed;
    }

    private static double part(int colour, int shift) {
        return colour >> shift & 0xff;
    }
}
