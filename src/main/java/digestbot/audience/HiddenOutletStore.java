package digestbot.audience;

import digestbot.database.Transaction;
import digestbot.digest.Outlets;
import java.util.Map;
import java.util.Set;

/// The outlets whose articles a subscriber does not want among the sources. They are known by their
/// names, ignoring case and spaces ([Outlets#key]).
public final class HiddenOutletStore {

    public Set<String> of(Transaction transaction, long subscriber) {
        return transaction
                .select("SELECT outlet FROM hidden_outlet WHERE subscriber = ?", subscriber)
                .mapTo(String.class)
                .set();
    }

    public void hide(Transaction transaction, long subscriber, String outlet) {
        transaction.execute(
                "INSERT INTO hidden_outlet (subscriber, outlet) VALUES (?, ?) ON CONFLICT DO NOTHING",
                subscriber,
                Outlets.key(outlet));
    }

    public void show(Transaction transaction, long subscriber, String outlet) {
        transaction.execute(
                "DELETE FROM hidden_outlet WHERE subscriber = ? AND outlet = ?", subscriber, Outlets.key(outlet));
    }

    /// Hides outlets under their names that were hidden under other spellings. The names are by the
    /// keys of all spellings.
    public void rename(Transaction transaction, Map<String, String> names) {
        names.forEach((key, name) -> {
            transaction.execute("""
                    INSERT INTO hidden_outlet (subscriber, outlet)
                    SELECT subscriber, ? FROM hidden_outlet WHERE outlet = ? ON CONFLICT DO NOTHING""", Outlets.key(name), key);
            transaction.execute("DELETE FROM hidden_outlet WHERE outlet = ? AND outlet <> ?", key, Outlets.key(name));
        });
    }

    public void move(Transaction transaction, long from, long to) {
        transaction.execute("""
                INSERT INTO hidden_outlet (subscriber, outlet)
                SELECT ?, outlet FROM hidden_outlet WHERE subscriber = ? ON CONFLICT DO NOTHING""", to, from);
        transaction.execute("DELETE FROM hidden_outlet WHERE subscriber = ?", from);
    }
}
