package digestbot.console.page;

import static j2html.TagCreator.div;
import static j2html.TagCreator.span;

import j2html.tags.specialized.DivTag;

/// A message about the result of an action or an invalid field.
public final class Alert {

    /// The id of the page's first alert, to which the invalid field refers.
    public static final String ID = "alert";

    private Alert() {}

    public enum AlertLevel {
        DONE("✓", "done", "status"),
        WARNING("⚠", "warning", "alert"),
        ERROR("⚠", "error", "alert");

        private final String mark;
        private final String css;
        private final String role;

        AlertLevel(String mark, String css, String role) {
            this.mark = mark;
            this.css = css;
            this.role = role;
        }

        boolean interrupts() {
            return this != DONE;
        }
    }

    public static DivTag of(AlertLevel kind, String sentence) {
        return div(span(kind.mark).withClass("mark").attr("aria-hidden", "true"), PageParts.withCode(sentence))
                .withClass("alert " + kind.css)
                .attr("role", kind.role);
    }

    /// An alert that takes the focus, so that screen readers start there.
    public static DivTag focused(AlertLevel kind, String sentence) {
        return of(kind, sentence).attr("tabindex", "-1").attr("autofocus");
    }
}
