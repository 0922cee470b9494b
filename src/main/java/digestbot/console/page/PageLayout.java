package digestbot.console.page;

import static j2html.TagCreator.*;

import digestbot.console.signin.Sessions.Session;
import j2html.tags.DomContent;
import java.util.List;
import java.util.function.LongSupplier;

/// The frame of all pages. j2html escapes all text.
public final class PageLayout {

    private PageLayout() {}

    private record MenuItem(String path, String name) {}

    private static final List<MenuItem> PLACES = List.of(
            new MenuItem(Paths.OVERVIEW, "Overview"),
            new MenuItem(Paths.DIGESTS, "Digests"),
            new MenuItem(Paths.BROADCASTS, "Broadcasts"),
            new MenuItem(Paths.DELIVERIES, "Deliveries"),
            new MenuItem(Paths.SUBSCRIBERS, "Subscribers"),
            new MenuItem(Paths.AUDIT, "Audit log"),
            new MenuItem(Paths.CONFIGURATION, "Configuration"));

    /// A page with navigation, for a signed-in person.
    ///
    /// @param path the path of the page's entry in the navigation; empty if it has none
    public static String of(String path, String title, PageFrame frame, List<DomContent> content) {
        Session session = frame.session();
        long attention = frame.attention().getAsLong();
        return withoutNavigation(
                attention == 0 ? title : "(%s) %s".formatted(PageParts.count(attention), title),
                header(
                        a("Skip to content").withHref("#content").withClass("skip"),
                        span("digestbot").withClass("name"),
                        nav(ul(each(PLACES, item -> li(menuItem(item, path, attention)))))
                                .attr("aria-label", "Pages")
                                .withId("pages")
                                .attr("data-live"),
                        span(session.name()).withClass("who"),
                        iff(session.signedIn(), Buttons.form(session, Paths.SIGN_OUT, Buttons.normal("Sign out")))),
                main(h1(title), each(content, each -> each)).withId("content"));
    }

    private static DomContent menuItem(MenuItem item, String path, long attention) {
        boolean counted = item.path().equals(Paths.OVERVIEW) && attention > 0;
        var link = a(
                        text(item.name()),
                        iff(
                                counted,
                                each(
                                        text(" "),
                                        span(PageParts.count(attention)).withClass("badge"),
                                        PageParts.hidden(" need attention"))))
                .withHref(item.path());
        return item.path().equals(path) ? link.attr("aria-current", "page") : link;
    }

    public static String withoutNavigation(String title, DomContent... content) {
        return "<!DOCTYPE html>"
                + html(
                                head(
                                        meta().withCharset("utf-8"),
                                        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                        meta().withName("color-scheme").withContent("light dark"),
                                        title(title + " · digestbot"),
                                        link().withRel("icon").withHref(ConsoleAssets.path("icon.svg")),
                                        each(
                                                ConsoleAssets.STYLES,
                                                style -> link().withRel("stylesheet")
                                                        .withHref(ConsoleAssets.path(style))),
                                        each(
                                                ConsoleAssets.SCRIPTS,
                                                source -> script().withSrc(ConsoleAssets.path(source))
                                                        .attr("defer"))),
                                body(content))
                        .withLang("en")
                        .render();
    }

    /// The parts of the frame that depend on the request.
    ///
    /// @param attention counts the findings that need attention
    public record PageFrame(Session session, LongSupplier attention) {

        /// The same without the count, for pages about failed requests: many of them at once must
        /// not keep the database busy.
        public PageFrame withoutAttention() {
            return new PageFrame(session, () -> 0);
        }
    }
}
