package digestbot.audience;

import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

public final class SubscriberStore {

    private static final String COLUMNS =
            "SELECT number, platform, chat_id, kind, title, paused_reason, language, zone,"
                    + " quiet_from, quiet_to, at, days, broadcasts, bundles FROM subscriber ";

    public Optional<Subscriber> find(Transaction transaction, long number) {
        return where(transaction, "number = ?", number);
    }

    public Optional<Subscriber> find(Transaction transaction, Platform platform, long chatId) {
        return where(transaction, "platform = ? AND chat_id = ?", platform.id(), chatId);
    }

    private static Optional<Subscriber> where(Transaction transaction, String condition, Object... values) {
        return transaction
                .select(COLUMNS + "WHERE " + condition, values)
                .map((row, _) -> subscriber(row))
                .findOne();
    }

    /// The subscriber of this chat, created if missing. Updates the title and the kind.
    public Subscriber findOrCreate(Transaction transaction, Chat chat, Preferences initialPreferences, Instant now) {
        Optional<Subscriber> known = find(transaction, chat.platform(), chat.id());
        if (known.isEmpty()) {
            return create(transaction, chat, initialPreferences, now);
        }
        Subscriber subscriber = known.orElseThrow();
        if (subscriber.chat().equals(chat)) {
            return subscriber;
        }
        transaction.execute(
                "UPDATE subscriber SET kind = ?, title = ? WHERE number = ?",
                chat.kind().id(),
                chat.title(),
                subscriber.number());
        return new Subscriber(subscriber.number(), chat, subscriber.preferences(), subscriber.pausedReason());
    }

    private Subscriber create(Transaction transaction, Chat chat, Preferences initialPreferences, Instant now) {
        long number = transaction.number(
                """
                        INSERT INTO subscriber (platform, chat_id, kind, title, created_at) VALUES (?, ?, ?, ?, ?)
                        RETURNING number""", chat.platform().id(), chat.id(), chat.kind().id(), chat.title(), now);
        setPreferences(transaction, number, initialPreferences);
        return new Subscriber(number, chat, initialPreferences, Optional.empty());
    }

    public void setPreferences(Transaction transaction, long number, Preferences preferences) {
        transaction.execute(
                """
                        UPDATE subscriber SET language = ?, zone = ?, quiet_from = ?, quiet_to = ?, at = ?, days = ?,
                                              broadcasts = ?, bundles = ?
                        WHERE number = ?
                        """,
                preferences.language(),
                preferences.zone().getId(),
                preferences.quiet().map(quiet -> quiet.from().toString()),
                preferences.quiet().map(quiet -> quiet.to().toString()),
                DeliverySchedule.at(preferences.schedule()),
                DeliverySchedule.days(preferences.schedule()),
                preferences.announcements() ? 1 : 0,
                preferences.bundles() ? 1 : 0,
                number);
    }

    /// Pauses deliveries to the subscriber. An existing pause reason is kept.
    public boolean pause(Transaction transaction, long number, String reason, Instant now) {
        return transaction.execute("""
                UPDATE subscriber SET paused_reason = ?, paused_at = ?
                WHERE number = ? AND paused_reason IS NULL""", reason, now, number) > 0;
    }

    /// Stops deliveries to the subscriber until it is resumed, whether it can be reached or not.
    public void stop(Transaction transaction, long number, Instant now) {
        transaction.execute(
                "UPDATE subscriber SET paused_reason = ?, paused_at = coalesce(paused_at, ?) WHERE number = ?",
                Subscriber.STOPPED,
                now,
                number);
    }

    public boolean resume(Transaction transaction, long number) {
        return transaction.execute("""
                UPDATE subscriber SET last_pause = paused_reason, paused_reason = NULL, paused_at = NULL
                WHERE number = ? AND paused_reason IS NOT NULL""", number) > 0;
    }

    /// Whether the latest pause, if there was one, began because the chat could not be
    /// reached.
    public boolean wasUnreachable(Transaction transaction, long number) {
        return transaction.isTrue(
                "SELECT coalesce(paused_reason, last_pause, ?) <> ? FROM subscriber WHERE number = ?",
                Subscriber.STOPPED,
                Subscriber.STOPPED,
                number);
    }

    /// Turns automatic subscription to new topics on or off. They are delivered to the forum topic
    /// `thread`, or to none if it is 0.
    public void setAllTopics(Transaction transaction, long number, boolean enabled, long thread, Instant now) {
        transaction.execute(
                "UPDATE subscriber SET all_topics_since = ?, all_topics_thread = ? WHERE number = ?",
                enabled ? Optional.of(now) : Optional.empty(),
                thread,
                number);
    }

    public boolean wantsAllTopics(Transaction transaction, long number) {
        return transaction.isTrue("SELECT all_topics_since IS NOT NULL FROM subscriber WHERE number = ?", number);
    }

    public void recordActivity(Transaction transaction, Chat chat, Instant now) {
        transaction.execute(
                "UPDATE subscriber SET active_at = ? WHERE platform = ? AND chat_id = ?",
                now,
                chat.platform().id(),
                chat.id());
    }

    public boolean isActiveSince(Transaction transaction, long number, Instant since) {
        return transaction.isTrue("SELECT active_at >= ? FROM subscriber WHERE number = ?", since, number);
    }

    /// Gives the subscriber another chat, which no subscriber has yet.
    public void setChat(Transaction transaction, long number, long chatId) {
        transaction.execute("""
                UPDATE search SET chat_id = ? WHERE (platform, chat_id)
                IN (SELECT platform, chat_id FROM subscriber WHERE number = ?)""", chatId, number);
        transaction.execute("UPDATE subscriber SET chat_id = ? WHERE number = ?", chatId, number);
    }

    /// Deletes a subscriber that nothing refers to any more.
    public void delete(Transaction transaction, long number) {
        transaction.execute("DELETE FROM subscriber WHERE number = ?", number);
    }

    private static Subscriber subscriber(ResultSet row) throws SQLException {
        var chat = new Chat(
                Platform.of(row.getString("platform")),
                row.getLong("chat_id"),
                StoredEnum.of(ChatType.class, row.getString("kind")),
                row.getString("title"));
        var preferences = new Preferences(
                row.getString("language"),
                ZoneId.of(row.getString("zone")),
                QuietHours.quiet(row.getString("quiet_from"), row.getString("quiet_to")),
                DeliverySchedule.when(row.getString("at"), row.getInt("days")),
                row.getInt("broadcasts") != 0,
                row.getInt("bundles") != 0);
        return new Subscriber(
                row.getLong("number"), chat, preferences, Optional.ofNullable(row.getString("paused_reason")));
    }

    /// A flag of a chat, which is on if its column is not 0.
    public enum ChatFlag {
        /// Each digest is pinned in place of the one before. The column is 2 once the chat was told
        /// that the bot may not do that.
        PINS,
        /// Urgent digests do not wait for the schedule.
        URGENT;

        private String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public void set(Transaction transaction, ChatFlag what, long number, boolean enabled) {
        String column = what.column();
        transaction.execute("UPDATE subscriber SET " + column + " = ? WHERE number = ?", enabled ? 1 : 0, number);
    }

    public boolean wants(Transaction transaction, ChatFlag what, Chat chat) {
        return exists(transaction, what.column() + " > 0", chat);
    }

    /// Records that the chat was told that the bot may not pin, and returns whether it was not told
    /// before, since the last message was pinned.
    public boolean markToldOfPins(Transaction transaction, Chat chat) {
        return changePins(transaction, chat, 1, 2);
    }

    /// Records that a message was pinned, so that the chat is told again when that is not possible
    /// any more.
    public void markPinned(Transaction transaction, Chat chat) {
        changePins(transaction, chat, 2, 1);
    }

    private static boolean changePins(Transaction transaction, Chat chat, int from, int to) {
        return transaction.execute(
                        "UPDATE subscriber SET pins = ? WHERE platform = ? AND chat_id = ? AND pins = ?",
                        to,
                        chat.platform().id(),
                        chat.id(),
                        from)
                > 0;
    }

    public boolean wasToldOfPins(Transaction transaction, Chat chat) {
        return exists(transaction, "pins = 2", chat);
    }

    /// Records the pinned message and returns the message to unpin, which is the older one, because
    /// the answers to two pins may come in any order.
    public Optional<String> setPinned(Transaction transaction, Chat chat, String messageId) {
        Optional<String> before = transaction.findString(
                "SELECT pinned FROM subscriber WHERE platform = ? AND chat_id = ?",
                chat.platform().id(),
                chat.id());
        if (before.isPresent() && Long.parseLong(before.get()) > Long.parseLong(messageId)) {
            return Optional.of(messageId);
        }
        transaction.execute(
                "UPDATE subscriber SET pinned = ? WHERE platform = ? AND chat_id = ?",
                messageId,
                chat.platform().id(),
                chat.id());
        return before;
    }

    /// A role of a server, which is mentioned with each new digest.
    public record MentionedRole(long id, String name) {}

    public void setMentioned(Transaction transaction, long number, Optional<MentionedRole> role) {
        transaction.execute(
                "UPDATE subscriber SET mentioned = ?, mentioned_name = ? WHERE number = ?",
                role.map(MentionedRole::id),
                role.map(MentionedRole::name),
                number);
    }

    public Optional<MentionedRole> mentioned(Transaction transaction, Chat chat) {
        return transaction
                .select("""
                        SELECT mentioned, mentioned_name FROM subscriber
                        WHERE platform = ? AND chat_id = ? AND mentioned IS NOT NULL""", chat.platform().id(), chat.id())
                .map((row, _) -> new MentionedRole(row.getLong("mentioned"), row.getString("mentioned_name")))
                .findOne();
    }

    private static boolean exists(Transaction transaction, String condition, Chat chat) {
        return transaction.isTrue(
                "SELECT EXISTS (SELECT 1 FROM subscriber WHERE platform = ? AND chat_id = ? AND " + condition + ")",
                chat.platform().id(),
                chat.id());
    }
}
