package digestbot.library.archive;

import digestbot.digest.Digest;
import digestbot.digest.ParseResult;
import digestbot.library.archive.FileContent.ContentHash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// A cache of parsed digests by content hash; parsing is deterministic.
final class ParsedDigestCache {

    private static final int MAX_ENTRIES = 64;
    private static final float LOAD = 0.75f;

    private final Function<byte[], ParseResult> parser;
    private final LinkedHashMap<ContentHash, Digest> parsed = new LinkedHashMap<>(MAX_ENTRIES, LOAD, true);

    ParsedDigestCache(Function<byte[], ParseResult> parser) {
        this.parser = parser;
    }

    ParseResult get(ContentHash hash, Supplier<byte[]> content) {
        synchronized (parsed) {
            Digest digest = parsed.get(hash);
            if (digest != null) {
                return new ParseResult.Parsed(digest, List.of());
            }
        }
        ParseResult result = parser.apply(content.get());
        if (result instanceof ParseResult.Parsed read) {
            keep(hash, read.digest());
        }
        return result;
    }

    private void keep(ContentHash hash, Digest digest) {
        synchronized (parsed) {
            parsed.put(hash, digest);
            if (parsed.size() > MAX_ENTRIES) {
                parsed.pollFirstEntry();
            }
        }
    }
}
