package digestbot.content.action;

import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A picture that came with a command. The platform keeps it until it is fetched.
public final class AttachedPicture {

    private static final Logger LOG = LoggerFactory.getLogger(AttachedPicture.class);

    private final Callable<InputStream> source;
    private Optional<byte[]> content = Optional.empty();

    public AttachedPicture(Callable<InputStream> source) {
        this.source = source;
    }

    /// Fetches the picture, which may take seconds. Reads at most one byte more than the limit, so
    /// that a larger file is recognised.
    public void fetch(int maxBytes) {
        try (InputStream file = source.call()) {
            content = Optional.of(file.readNBytes(maxBytes + 1));
        } catch (Exception e) { // the platforms' clients throw different exceptions
            LOG.warn("fetching a picture failed: {}", e.toString());
        }
    }

    /// The bytes of the picture; empty if it was not fetched.
    public Optional<byte[]> content() {
        return content;
    }
}
