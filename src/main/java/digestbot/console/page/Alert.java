package digestbot.console.page;

import static j2html.TagCreator.div;
import static j2html.TagCreator.span;

import j2html.tags.specialized.DivTag;

/// A sentence that a page says about what was done, or about what must be corrected.
public final class Alert {

    /// The id of a page's first alert, for the field that it is about.
    public static final String ID = "alert";

    private Alert() {}

    /// The severity of an alert.
    public enum Kind {
        DONE("✓", "done", "status"),
        WARNING("⚠", "warning", "alert"),
        ERROR("⚠", "error", "alert");

        private final String mark;
        private final String css;
        private final String role;

        Kind(String mark, String css, String role) {
            this.mark = mark;
            this.css = css;
            this.role = role;
        }

        /// Tells whether whoever reads the page has to do something.
        boolean interrupts() {
            return this != DONE;
        }
    }

    public static DivTag of(Kind kind, String sentence) {
        return div(span(kind.mark).withClass("mark").attr("aria-hidden", "true"), PageParts.prose(sentence))
                .withClass("alert " + kind.css)
                .attr("role", kind.role);
    }

    /// An alert that no field is about; the page begins there for whoever does not see it.
    public static DivTag focused(Kind kind, String sentence) {
        return of(kind, sentence).attr("tabindex", "-1").attr("autofocus");
    }
}
