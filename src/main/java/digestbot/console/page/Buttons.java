package digestbot.console.page;

import static j2html.TagCreator.a;
import static j2html.TagCreator.button;

import digestbot.console.signin.Sessions.Session;
import j2html.tags.DomContent;
import j2html.tags.specialized.ButtonTag;
import j2html.tags.specialized.FormTag;

/// The three kinds of buttons: the main action of a page, harmless actions, and destructive
/// actions.
public final class Buttons {

    private Buttons() {}

    public static ButtonTag primary(String label) {
        return normal(label).withClass("primary");
    }

    public static ButtonTag normal(String label) {
        return button(label).withType("submit");
    }

    public static ButtonTag danger(String label) {
        return normal(label).withClass("danger");
    }

    public static DomContent linkToConfirmation(String label, String address) {
        return a(label + "…").withHref(address).withClass("button danger");
    }

    public static FormTag form(Session session, String address, ButtonTag button) {
        return j2html.TagCreator.form(CsrfToken.field(session), button)
                .withMethod("post")
                .withAction(address);
    }
}
