package digestbot.console.page;

import digestbot.console.signin.Sessions.Session;
import java.util.function.LongSupplier;

/// What surrounds every page: who is signed in, and how much needs attention.
///
/// @param attention counts what needs attention
public record PageFrame(Session session, LongSupplier attention) {

    /// The same without the count, for pages about failed requests: many of them at once must not keep
    /// the database busy.
    PageFrame withoutAttention() {
        return new PageFrame(session, () -> 0);
    }
}
