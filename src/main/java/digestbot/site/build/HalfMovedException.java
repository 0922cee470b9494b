package digestbot.site.build;

import java.io.IOException;

/// A build failed while it moved its files, so the site is partly old and partly new until the next one.
public final class HalfMovedException extends IOException {

    private static final long serialVersionUID = 1L;

    HalfMovedException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
