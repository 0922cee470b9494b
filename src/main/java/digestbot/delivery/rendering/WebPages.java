package digestbot.delivery.rendering;

import digestbot.content.views.DigestPages;
import digestbot.database.Transaction;
import java.util.Optional;

/// Finds the pages of digests on the public site.
@FunctionalInterface
public interface WebPages {

    WebPages NONE = (_, _) -> Optional.empty();

    /// The pages of the digest; empty if it has none, because it is not published.
    Optional<DigestPages> of(Transaction transaction, long digest);
}
