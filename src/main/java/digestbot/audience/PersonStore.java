package digestbot.audience;

import digestbot.database.Transaction;
import digestbot.markdown.TextCleaner;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

public final class PersonStore {

    public void recordSeen(Transaction transaction, Person person, Instant now) {
        transaction.execute("""
                INSERT INTO person (platform, user_id, language, seen_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (platform, user_id) DO UPDATE SET language = excluded.language, seen_at = excluded.seen_at
                """, person.platform().id(), person.userId(), person.language(), now);
    }

    /// The language that the person chose; empty if their client's language counts.
    public Optional<String> chosenLanguage(Transaction transaction, Person person) {
        return transaction.findString("""
                        SELECT chosen_language FROM person WHERE platform = ? AND user_id = ?
                        AND chosen_language IS NOT NULL""", person.platform().id(), person.userId());
    }

    /// Sets the language that the person chose. The person must exist.
    public void chooseLanguage(Transaction transaction, Person person, String language) {
        transaction.execute(
                "UPDATE person SET chosen_language = ? WHERE platform = ? AND user_id = ?",
                language,
                person.platform().id(),
                person.userId());
    }

    /// Remembers the person's private chat with the bot, by the platform's id of the chat.
    public void privateChat(Transaction transaction, Platform platform, long userId, long chat) {
        transaction.execute("""
                INSERT INTO person (platform, user_id, language, seen_at, direct_chat) VALUES (?, ?, '', 0, ?)
                ON CONFLICT (platform, user_id) DO UPDATE SET direct_chat = excluded.direct_chat
                WHERE person.direct_chat IS DISTINCT FROM excluded.direct_chat
                """, platform.id(), userId, chat);
    }

    public OptionalLong privateChat(Transaction transaction, Platform platform, long userId) {
        return transaction
                .select("SELECT direct_chat FROM person WHERE platform = ? AND user_id = ?", platform.id(), userId)
                .map((row, _) -> row.getLong("direct_chat"))
                .findOne()
                .filter(chat -> chat != 0)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /// The person's chosen language, or else their client's; empty if the bot has never seen the
    /// person.
    public String language(Transaction transaction, Platform platform, long userId) {
        return find(transaction, platform, userId).map(Person::language).orElse("");
    }

    /// The person as last seen, with the language that they chose or else their client's.
    public Optional<Person> find(Transaction transaction, Platform platform, long userId) {
        return transaction
                .select(
                        "SELECT coalesce(chosen_language, language) AS language FROM person WHERE platform = ? AND user_id = ?",
                        platform.id(),
                        userId)
                .map((row, _) -> new Person(platform, userId, row.getString("language")))
                .findOne();
    }

    /// Stores the name of an operator, so that other operators recognise them.
    public void rememberName(Transaction transaction, Person person, String name) {
        String clean = TextCleaner.line(name);
        if (!clean.isEmpty()) {
            transaction.execute("""
                    INSERT INTO operator_name (platform, user_id, name) VALUES (?, ?, ?)
                    ON CONFLICT (platform, user_id) DO UPDATE SET name = excluded.name WHERE operator_name.name <> excluded.name
                    """, person.platform().id(), person.userId(), clean);
        }
    }

    public Optional<String> operatorName(Transaction transaction, Platform platform, long userId) {
        return transaction.findString(
                "SELECT name FROM operator_name WHERE platform = ? AND user_id = ?", platform.id(), userId);
    }
}
