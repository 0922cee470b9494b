package digestbot.console.page;

import digestbot.console.signin.Sessions.Session;
import io.javalin.http.Context;
import j2html.tags.DomContent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The hidden form field with the session's CSRF token.
public final class CsrfToken {

    private static final String NAME = "csrf";

    private CsrfToken() {}

    public static DomContent field(Session session) {
        return FormInput.hidden(NAME, session.csrf());
    }

    public static boolean isName(String name) {
        return name.equals(NAME);
    }

    public static boolean isIn(Context context, Session session) {
        String shown = FormInput.text(context, NAME);
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }
}
