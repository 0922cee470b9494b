package digestbot.edition;

import digestbot.digest.Digest;
import java.util.List;

/// Editions with the configured ornaments.
public final class StyledEditions implements Editions {

    private final Styles styles;

    public StyledEditions(Styles styles) {
        this.styles = styles;
    }

    @Override
    public Content edition(long number, Digest digest, View view, Reader reader) {
        return Content.of(List.of(Panel.plain(digest.highlights())), List.of());
    }

    Styles styles() {
        return styles;
    }
}
