package digestbot.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedSet;

/// A file that pages of the site refer to.
public final class SiteAsset {

    private final String path;
    private final String contentType;
    private final byte[] content;

    /// The path is relative to the base address. It changes with the content, so that browsers may
    /// keep the file for ever.
    private SiteAsset(String path, String contentType, byte[] content) {
        this.path = path;
        this.contentType = contentType;
        this.content = content;
    }

    public String path() {
        return path;
    }

    public String contentType() {
        return contentType;
    }

    public byte[] content() {
        return content;
    }

    /// The style sheet of all pages.
    ///
    /// @param colours those that perspectives can have, as 0xRRGGBB; a page has no styles of its
    ///     own
    public static SiteAsset styles(SortedSet<Integer> colours) {
        var css = new StringBuilder(new String(read("site.css"), StandardCharsets.UTF_8));
        colours.forEach(colour -> css.append(".%s{--side:#%06x}\n".formatted(colourClass(colour), colour)));
        return of("site", "css", "text/css; charset=utf-8", css.toString().getBytes(StandardCharsets.UTF_8));
    }

    public static SiteAsset icon() {
        return of("icon", "svg", "image/svg+xml", read("icon.svg"));
    }

    static String colourClass(int colour) {
        return "c%06x".formatted(colour);
    }

    private static SiteAsset of(String name, String ending, String type, byte[] content) {
        return new SiteAsset("assets/%s-%08x.%s".formatted(name, Arrays.hashCode(content), ending), type, content);
    }

    private static byte[] read(String name) {
        try (InputStream in = SiteAsset.class.getResourceAsStream("/site/" + name)) {
            if (in == null) {
                throw new IllegalStateException("there is no /site/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
