package digestbot.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A response kept in memory. It is sent with an `ETag` and the time of its last change, and
/// compressed if the client accepts that.
///
/// @param modified the time of its last change, if known
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
public record WebResource(
        String contentType,
        byte[] content,
        Optional<byte[]> compressed,
        String tag,
        Duration maxAge,
        Optional<Instant> modified)
        implements Consumer<Context> {

    private static final String GZIP = "gzip";

    private static final Duration FOR_EVER = Duration.ofDays(365);

    /// The only date format that servers may send.
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /// A text, which is compressed once.
    ///
    /// @param maxAge the time for which clients and proxies may use it without asking again
    public static WebResource ofText(String contentType, byte[] content, Duration maxAge) {
        byte[] small = gzip(content);
        Optional<byte[]> compressed = small.length < content.length ? Optional.of(small) : Optional.empty();
        return new WebResource(contentType, content, compressed, tag(content), maxAge, Optional.empty());
    }

    /// A picture, which is already compressed.
    public static WebResource ofPicture(String contentType, byte[] content, Duration maxAge) {
        return new WebResource(contentType, content, Optional.empty(), tag(content), maxAge, Optional.empty());
    }

    /// A text whose address changes with its content.
    public static WebResource ofAsset(String contentType, byte[] content) {
        return ofText(contentType, content, FOR_EVER);
    }

    /// The resource with the time of its last change. An earlier time would make clients keep their
    /// old copy.
    public WebResource modifiedAt(Instant time) {
        return new WebResource(
                contentType, content, compressed, tag, maxAge, Optional.of(time.truncatedTo(ChronoUnit.SECONDS)));
    }

    public int size() {
        return content.length + compressed.map(bytes -> bytes.length).orElse(0);
    }

    @Override
    public void accept(Context context) {
        String kept = "public, max-age=" + maxAge.toSeconds() + (maxAge.equals(FOR_EVER) ? ", immutable" : "");
        context.header(Header.CACHE_CONTROL, kept).header(Header.ETAG, tag).header(Header.VARY, Header.ACCEPT_ENCODING);
        modified.ifPresent(time -> context.header(Header.LAST_MODIFIED, HTTP_DATE.format(time)));
        if (isKnown(context)) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        context.contentType(contentType);
        Optional<byte[]> small = compressed.filter(_ -> accepts(context.header(Header.ACCEPT_ENCODING)));
        small.ifPresent(_ -> context.header(Header.CONTENT_ENCODING, GZIP));
        context.result(small.orElse(content));
    }

    /// Whether the client has this content. The time counts only for clients that do not send tags.
    private boolean isKnown(Context context) {
        String tags = context.header(Header.IF_NONE_MATCH);
        return tags == null ? isSince(context.header(Header.IF_MODIFIED_SINCE)) : isTagged(tags);
    }

    private boolean isSince(@Nullable String date) {
        if (date == null || modified.isEmpty()) {
            return false;
        }
        try {
            return !modified.get().isAfter(HTTP_DATE.parse(date, Instant::from));
        } catch (DateTimeException _) {
            return false; // A client that sends another format gets the page.
        }
    }

    private boolean isTagged(String tags) {
        return Arrays.stream(tags.split(",", -1))
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
        return "W/\"" + UUID.nameUUIDFromBytes(content) + "\"";
    }
}
