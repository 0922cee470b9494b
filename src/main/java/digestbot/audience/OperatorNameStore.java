package digestbot.audience;

import digestbot.database.Transaction;
import digestbot.markdown.TextCleaner;
import java.util.Optional;

/// Stores the names under which operators appear on their platforms, so that others recognise them.
public final class OperatorNameStore {

    public void remember(Transaction transaction, Person person, String name) {
        String clean = TextCleaner.line(name);
        if (!clean.isEmpty()) {
            transaction.execute("""
                    INSERT INTO operator_name (platform, user_id, name) VALUES (?, ?, ?)
                    ON CONFLICT (platform, user_id) DO UPDATE SET name = excluded.name WHERE operator_name.name <> excluded.name
                    """, person.platform().id(), person.userId(), clean);
        }
    }

    public Optional<String> find(Transaction transaction, Platform platform, long userId) {
        return transaction
                .select("SELECT name FROM operator_name WHERE platform = ? AND user_id = ?", platform.id(), userId)
                .mapTo(String.class)
                .findOne();
    }
}
