package digestbot.content.views;

import digestbot.button.Press;
import digestbot.content.Button;
import digestbot.content.TextShortener;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Perspective;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A button for each other language of the digest, labelled in that language, which shows the same
/// view.
final class LanguageButtons {

    private static final int MAX_LABEL_LENGTH = 40;

    private LanguageButtons() {}

    static List<Button> of(Digest digest, DigestView shown, List<DigestViews.NumberedDigest> others) {
        List<String> all = Stream.concat(Stream.of(digest), others.stream().map(DigestViews.NumberedDigest::digest))
                .map(each -> each.key().language())
                .toList();
        return others.stream()
                .map(other -> Button.callback(
                        label(other.digest().key().language(), all),
                        new Press.Show(other.number(), mapView(digest, shown, other.digest()), 0)))
                .toList();
    }

    /// Includes script and region only if they are needed to distinguish two buttons.
    private static String label(String tag, List<String> all) {
        Locale locale = Locale.forLanguageTag(tag);
        boolean alone = all.stream()
                        .map(each -> Locale.forLanguageTag(each).getLanguage())
                        .filter(locale.getLanguage()::equals)
                        .count()
                == 1;
        String name = alone ? locale.getDisplayLanguage(locale) : locale.getDisplayName(locale);
        int first = name.offsetByCodePoints(0, Math.min(1, name.length()));
        return TextShortener.shorten(
                MAX_LABEL_LENGTH, name.substring(0, first).toUpperCase(locale) + name.substring(first));
    }

    /// The same view of the other digest, whose perspectives may be in another order.
    private static DigestView mapView(Digest digest, DigestView shown, Digest other) {
        List<Perspective> perspectives = other.perspectives();
        return switch (shown) {
            case DigestView.OnePerspective(int ordinal) ->
                IntStream.range(0, perspectives.size())
                        .filter(i -> perspectives
                                .get(i)
                                .id()
                                .equalsIgnoreCase(
                                        digest.perspectives().get(ordinal).id()))
                        .<DigestView>mapToObj(DigestView.OnePerspective::new)
                        .findFirst()
                        .orElseGet(DigestView.Overview::new);
            case DigestView.SideBySide() -> perspectives.size() > 1 ? shown : new DigestView.Overview();
            case DigestView.Overview(), DigestView.Sources _ -> shown;
        };
    }
}
