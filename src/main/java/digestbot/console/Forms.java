package digestbot.console;

import static j2html.TagCreator.*;

import digestbot.console.signin.SessionRegistry.FlashLevel;
import digestbot.console.signin.SessionRegistry.Session;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import j2html.tags.Tag;
import j2html.tags.specialized.ButtonTag;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.FormTag;
import j2html.tags.specialized.InputTag;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parts of forms, and what people enter into them.
final class Forms {

    /// The id of the page's first alert, to which the invalid field refers.
    static final String ALERT = "alert";

    /// The cookie and the form field with the id of a time zone.
    static final String ZONE = "zone";

    private static final String CSRF = "csrf";

    private Forms() {}

    /// A number of a database row; empty if the text is not a number.
    static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /// The id of a chat, which may be negative; empty if the text is not a number.
    static Optional<Long> chatId(String text) {
        return text.startsWith("-") ? number(text.substring(1)).map(id -> -id) : number(text);
    }

    /// The requested page of a list, from 0.
    static int page(Context context, String name) {
        String typed = query(context, name);
        return typed.matches("\\d{1,6}") ? Integer.parseInt(typed) : 0;
    }

    /// The value of a query parameter; empty if the address does not have it.
    static String query(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).orElse("");
    }

    /// The text of a field; empty if the form does not have it.
    static String text(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).orElse("");
    }

    /// The zone in which the person enters times: the browser's zone, which `live.js` keeps in a
    /// cookie.
    static ZoneId ownZone(Context context) {
        return zone(Optional.ofNullable(context.cookie(ZONE)).orElse(""));
    }

    /// The zone with that id; this machine's zone if there is none.
    static ZoneId zone(String id) {
        return ZoneId.getAvailableZoneIds().contains(id) ? ZoneId.of(id) : ZoneId.systemDefault();
    }

    /// Whether the form has the session's token.
    static boolean hasCsrf(Context context, Session session) {
        return session.isCsrf(text(context, CSRF));
    }

    static InputTag hidden(String name, String value) {
        return input().withType("hidden").withName(name).withValue(value);
    }

    /// Marks a field as invalid and focuses it.
    ///
    /// @param descriptions the ids of the elements that describe the field, including the error
    static <T extends Tag<T>> T invalid(T field, String descriptions) {
        return field.attr("aria-invalid", "true")
                .attr("aria-describedby", descriptions)
                .attr("autofocus");
    }

    /// The main action of a page.
    static ButtonTag primary(String label) {
        return normal(label).withClass("primary");
    }

    /// A harmless action.
    static ButtonTag normal(String label) {
        return button(label).withType("submit");
    }

    /// A destructive action, after its confirmation.
    static ButtonTag danger(String label) {
        return normal(label).withClass("danger");
    }

    /// Leads to the confirmation of a destructive action.
    static DomContent linkToConfirmation(String label, String address) {
        return a(label + "…").withHref(address).withClass("button danger");
    }

    static FormTag form(Session session, String address, DomContent... content) {
        return j2html.TagCreator.form(hidden(CSRF, session.csrf()), each(content))
                .withMethod("post")
                .withAction(address);
    }

    /// A message about the result of an action or an invalid field.
    static DivTag alert(FlashLevel level, String sentence) {
        return div(
                        span(level == FlashLevel.DONE ? "✓" : "⚠")
                                .withClass("mark")
                                .attr("aria-hidden", "true"),
                        PageParts.withCode(sentence))
                .withClass("alert " + level.id())
                .attr("role", level == FlashLevel.DONE ? "status" : "alert");
    }

    /// An error as the page's first alert.
    static DivTag error(String sentence) {
        return alert(FlashLevel.ERROR, sentence).withId(ALERT);
    }

    /// A page that asks for confirmation of an action. Its form posts to the action's address.
    ///
    /// @param place the page's entry in the navigation
    /// @param consequence the consequence and the number of affected chats
    /// @param button the button, whose label repeats the number
    /// @param back the page to which Cancel leads
    /// @param shown the object of the action
    record Confirmation(
            String place,
            String question,
            String consequence,
            ButtonTag button,
            String address,
            String back,
            DomContent shown) {

        /// Shows the page.
        ///
        /// @param fields the fields of a form that the confirmation repeats
        void show(Context context, Map<String, List<String>> fields) {
            FormTag form = form(AccessControl.session(context), address, button);
            fields.forEach((name, values) -> {
                if (!name.equals(CSRF)) {
                    values.forEach(value -> form.with(hidden(name, value)));
                }
            });
            PageLayout.show(
                    context,
                    place,
                    question,
                    p(consequence),
                    PageParts.acts(form, a("Cancel").withHref(back).withClass("button")),
                    shown);
        }
    }
}
