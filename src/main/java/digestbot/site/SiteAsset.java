package digestbot.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SortedSet;

/// A file that pages of the site refer to.
///
/// @param path relative to the base address; it changes with the content, so that browsers may keep
///     the file for ever
public record SiteAsset(String path, String contentType, String content) {

    /// The style sheet of all pages. Pages have no inline styles.
    ///
    /// @param colours the possible colours of perspectives, as 0xRRGGBB
    public static SiteAsset styles(SortedSet<Integer> colours) {
        var css = new StringBuilder(read("site.css").replaceAll("\\s*([{},;>])\\s*|(?<=:) ", "$1"));
        colours.forEach(colour -> css.append(".%s{--side:#%06x}\n".formatted(colourClass(colour), colour)));
        return of("site", "css", "text/css; charset=utf-8", css.toString());
    }

    public static SiteAsset icon() {
        return of("icon", "svg", "image/svg+xml", read("icon.svg"));
    }

    static String colourClass(int colour) {
        return "c%06x".formatted(colour);
    }

    private static SiteAsset of(String name, String ending, String type, String content) {
        return new SiteAsset("assets/%s-%08x.%s".formatted(name, content.hashCode(), ending), type, content);
    }

    private static String read(String name) {
        try (InputStream in = SiteAsset.class.getResourceAsStream("/site/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
