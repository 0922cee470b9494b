package digestbot.site.server;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Something that is sent as it is kept in memory, with an `ETag`, and compressed if the client
/// accepts that.
public final class SiteResource {

    private static final String GZIP = "gzip";

    private static final int TAG_BYTES = 12;

    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final String contentType;
    private final byte[] content;
    private final Optional<byte[]> compressed;
    private final String tag;
    private final Duration maxAge;
    private final Optional<String> links;

    private SiteResource(
            String contentType, byte[] content, Optional<byte[]> compressed, Duration maxAge, Optional<String> links) {
        this.contentType = contentType;
        this.content = content;
        this.compressed = compressed;
        this.tag = tag(content);
        this.maxAge = maxAge;
        this.links = links;
    }

    /// A text, which is compressed once.
    ///
    /// @param maxAge how long clients and proxies may use it without asking again
    public static SiteResource ofText(String contentType, byte[] content, Duration maxAge) {
        byte[] small = gzip(content);
        return new SiteResource(
                contentType,
                content,
                small.length < content.length ? Optional.of(small) : Optional.empty(),
                maxAge,
                Optional.empty());
    }

    /// A picture.
    public static SiteResource ofPicture(String contentType, byte[] content, Duration maxAge) {
        return new SiteResource(contentType, content, Optional.empty(), maxAge, Optional.empty());
    }

    /// The same with a header `Link`.
    ///
    /// @param header the value of the header
    SiteResource withLinks(String header) {
        return new SiteResource(contentType, content, compressed, maxAge, Optional.of(header));
    }

    /// A text whose address changes with its content.
    static SiteResource ofAsset(String contentType, byte[] content) {
        return ofText(contentType, content, FOR_EVER);
    }

    /// The bytes, which are never changed.
    public byte[] content() {
        return content;
    }

    /// The memory that it needs, in bytes.
    public int size() {
        return content.length + compressed.map(bytes -> bytes.length).orElse(0);
    }

    /// Answers the request with it, or says that the client has it already.
    public void send(Context context) {
        String kept = "public, max-age=" + maxAge.toSeconds() + (maxAge.equals(FOR_EVER) ? ", immutable" : "");
        context.header(Header.CACHE_CONTROL, kept).header(Header.ETAG, tag).header(Header.VARY, Header.ACCEPT_ENCODING);
        links.ifPresent(header -> context.header(Header.LINK, header));
        if (isKnown(context.header(Header.IF_NONE_MATCH))) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        context.contentType(contentType);
        Optional<byte[]> small = compressed.filter(_ -> accepts(context.header(Header.ACCEPT_ENCODING)));
        small.ifPresent(_ -> context.header(Header.CONTENT_ENCODING, GZIP));
        context.result(small.orElse(content));
    }

    private boolean isKnown(@Nullable String tags) {
        return tags != null
                && Arrays.stream(tags.split(",", -1))
                        .map(String::strip)
                        .anyMatch(each -> each.equals("*") || each.equals(tag) || ("W/" + each).equals(tag));
    }

    private static boolean accepts(@Nullable String encodings) {
        return encodings != null
                && Arrays.stream(encodings.split(",", -1))
                        .map(String::strip)
                        .anyMatch(each ->
                                each.equals(GZIP) || (each.startsWith(GZIP + ";") && !each.matches(".*q=0(\\.0*)?")));
    }

    private static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// A weak tag, since the same content is sent in two encodings.
    private static String tag(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return "W/\"" + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
