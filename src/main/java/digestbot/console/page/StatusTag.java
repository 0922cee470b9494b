package digestbot.console.page;

import static j2html.TagCreator.span;

import j2html.tags.specialized.SpanTag;
import java.util.Locale;

/// A short word about a state, in the colour of its meaning.
public final class StatusTag {

    private StatusTag() {}

    /// The meaning of a state.
    public enum Tone {
        OK,
        WARNING,
        BAD,
        NEUTRAL
    }

    public static SpanTag of(Tone tone, String word) {
        return span(word).withClass("tag " + tone.name().toLowerCase(Locale.ROOT));
    }
}
