package digestbot.console;

import static digestbot.console.Forms.*;
import static digestbot.console.PageParts.*;
import static j2html.TagCreator.*;

import digestbot.console.signin.SessionRegistry.Flash;
import digestbot.console.signin.SessionRegistry.FlashLevel;
import digestbot.console.signin.SessionRegistry.Session;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import j2html.tags.Tag;
import j2html.tags.specialized.DivTag;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The frame of all pages. j2html escapes all text.
final class PageLayout {

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

    /// Answers with a page with navigation, for the signed-in person.
    ///
    /// @param path the path of the page's entry in the navigation
    static void show(Context context, String path, String title, DomContent... content) {
        context.html(of(path, title, AccessControl.frame(context), List.of(content)));
    }

    /// A page with navigation, for a signed-in person.
    ///
    /// @param path the path of the page's entry in the navigation; empty if it has none
    static String of(String path, String title, PageFrame frame, List<DomContent> content) {
        Session session = frame.session();
        long attention = frame.attention().getAsLong();
        return withoutNavigation(
                attention == 0 ? title : "(%s) %s".formatted(count(attention), title),
                header(
                        a("Skip to content").withHref("#content").withClass("skip"),
                        span("digestbot").withClass("name"),
                        live(
                                "pages",
                                nav(ul(each(PLACES, item -> li(menuItem(item, path, attention)))))
                                        .attr("aria-label", "Pages")),
                        span(session.name()).withClass("who"),
                        iff(session.signedIn(), form(session, Paths.SIGN_OUT, normal("Sign out")))),
                main(h1(title), iff(frame.takeFlash(), PageLayout::alert), each(content, each -> each))
                        .withId("content"));
    }

    /// An alert that concerns no field takes the focus if something went wrong, so that screen
    /// readers start there.
    private static DomContent alert(Flash flash) {
        DivTag alert = Forms.alert(flash.level(), flash.sentence());
        boolean focused = flash.level() != FlashLevel.DONE && flash.field().isEmpty();
        return (focused ? alert.attr("tabindex", "-1").attr("autofocus") : alert).withId(Forms.ALERT);
    }

    private static DomContent menuItem(MenuItem item, String path, long attention) {
        boolean counted = item.path().equals(Paths.OVERVIEW) && attention > 0;
        var link = a(
                        text(item.name()),
                        iff(
                                counted,
                                each(text(" "), span(count(attention)).withClass("badge"), hidden(" need attention"))))
                .withHref(item.path());
        return item.path().equals(path) ? link.attr("aria-current", "page") : link;
    }

    static String withoutNavigation(String title, DomContent... content) {
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
    /// @param byPerson false if an open page refreshes itself, which must not use up a message
    record PageFrame(Session session, LongSupplier attention, boolean byPerson) {

        /// Replaces the count of findings. Pages about failed requests use 0, so that many of them
        /// at once do not burden the database.
        PageFrame withAttention(LongSupplier other) {
            return new PageFrame(session, other, byPerson);
        }

        private Optional<Flash> takeFlash() {
            return byPerson ? session.flash().getAndSet(Optional.empty()) : Optional.empty();
        }

        /// Marks the field as invalid if the message is about it.
        <T extends Tag<T>> T mark(T tag, String field) {
            boolean isAbout = session.flash()
                    .get()
                    .filter(flash -> flash.field().equals(field))
                    .isPresent();
            return isAbout ? invalid(tag, Forms.ALERT) : tag;
        }
    }
}
