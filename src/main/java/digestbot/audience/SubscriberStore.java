package digestbot.audience;

import digestbot.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The subscribers, with their preferences.
public final class SubscriberStore {

    private static final String COLUMNS =
            "SELECT number, platform, chat_id, kind, title, paused_reason, language, zone,"
                    + " quiet_from, quiet_to, quiet_mode, broadcasts, bundles FROM subscriber ";

    /// The subscriber with that number.
    public Optional<Subscriber> find(Transaction transaction, long number) {
        return transaction
                .handle()
                .createQuery(COLUMNS + "WHERE number = ?")
                .bind(0, number)
                .map((row, _) -> subscriber(row))
                .findOne();
    }

    /// The subscriber of this chat.
    public Optional<Subscriber> find(Transaction transaction, Platform platform, long chatId) {
        return transaction
                .handle()
                .createQuery(COLUMNS + "WHERE platform = ? AND chat_id = ?")
                .bind(0, platform.id())
                .bind(1, chatId)
                .map((row, _) -> subscriber(row))
                .findOne();
    }

    /// The subscriber of this chat, created if there is none; its title and kind are updated.
    ///
    /// @param initialPreferences the preferences of a new subscriber
    public Subscriber findOrCreate(Transaction transaction, Chat chat, Preferences initialPreferences, Instant now) {
        Optional<Subscriber> known = find(transaction, chat.platform(), chat.id());
        if (known.isEmpty()) {
            return create(transaction, chat, initialPreferences, now);
        }
        Subscriber subscriber = known.orElseThrow();
        if (subscriber.chat().equals(chat)) {
            return subscriber;
        }
        transaction
                .handle()
                .execute(
                        "UPDATE subscriber SET kind = ?, title = ? WHERE number = ?",
                        chat.kind().id(),
                        chat.title(),
                        subscriber.number());
        return new Subscriber(subscriber.number(), chat, subscriber.preferences(), subscriber.pausedReason());
    }

    private static Subscriber create(Transaction transaction, Chat chat, Preferences initialPreferences, Instant now) {
        long number = transaction
                .handle()
                .createQuery("""
                        INSERT INTO subscriber (platform, chat_id, kind, title, language, zone, quiet_from, quiet_to,
                                                quiet_mode, broadcasts, bundles, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
                        """)
                .bind(0, chat.platform().id())
                .bind(1, chat.id())
                .bind(2, chat.kind().id())
                .bind(3, chat.title())
                .bind(4, initialPreferences.language())
                .bind(5, initialPreferences.zone().getId())
                .bind(6, initialPreferences.quiet().map(quiet -> quiet.from().toString()))
                .bind(7, initialPreferences.quiet().map(quiet -> quiet.to().toString()))
                .bind(8, mode(initialPreferences))
                .bind(9, initialPreferences.announcements() ? 1 : 0)
                .bind(10, initialPreferences.bundles() ? 1 : 0)
                .bind(11, now.toEpochMilli())
                .mapTo(Long.class)
                .one();
        return new Subscriber(number, chat, initialPreferences, Optional.empty());
    }

    /// Changes the preferences for all of the subscriber's subscriptions.
    public void setPreferences(Transaction transaction, long number, Preferences preferences) {
        transaction
                .handle()
                .createUpdate("""
                        UPDATE subscriber SET language = ?, zone = ?, quiet_from = ?, quiet_to = ?, quiet_mode = ?,
                                              broadcasts = ?, bundles = ?
                        WHERE number = ?
                        """)
                .bind(0, preferences.language())
                .bind(1, preferences.zone().getId())
                .bind(2, preferences.quiet().map(quiet -> quiet.from().toString()))
                .bind(3, preferences.quiet().map(quiet -> quiet.to().toString()))
                .bind(4, mode(preferences))
                .bind(5, preferences.announcements() ? 1 : 0)
                .bind(6, preferences.bundles() ? 1 : 0)
                .bind(7, number)
                .execute();
    }

    /// Pauses deliveries to the subscriber. An existing pause reason is kept.
    ///
    /// @return true if it was not paused before
    public boolean pause(Transaction transaction, long number, String reason, Instant now) {
        return transaction
                        .handle()
                        .execute(
                                "UPDATE subscriber SET paused_reason = ?, paused_at = ?"
                                        + " WHERE number = ? AND paused_reason IS NULL",
                                reason,
                                now.toEpochMilli(),
                                number)
                > 0;
    }

    /// Stops deliveries to the subscriber until it is resumed, whether it can be reached or not.
    public void stop(Transaction transaction, long number, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE subscriber SET paused_reason = ?, paused_at = coalesce(paused_at, ?) WHERE number = ?",
                        Subscriber.STOPPED,
                        now.toEpochMilli(),
                        number);
    }

    /// Ends the pause of a subscriber that can be reached again.
    ///
    /// @return true if it was paused
    public boolean resume(Transaction transaction, long number) {
        return transaction
                        .handle()
                        .execute(
                                "UPDATE subscriber SET paused_reason = NULL, paused_at = NULL"
                                        + " WHERE number = ? AND paused_reason IS NOT NULL",
                                number)
                > 0;
    }

    /// Turns automatic subscription to new topics on or off.
    ///
    /// @param thread the forum topic that new topics are delivered to; 0 for none
    public void setAllTopics(Transaction transaction, long number, boolean enabled, long thread, Instant now) {
        transaction
                .handle()
                .createUpdate("UPDATE subscriber SET all_topics_since = ?, all_topics_thread = ? WHERE number = ?")
                .bind(0, enabled ? Optional.of(now.toEpochMilli()) : Optional.empty())
                .bind(1, thread)
                .bind(2, number)
                .execute();
    }

    /// Tells whether the subscriber wants all topics, including new ones.
    public boolean wantsAllTopics(Transaction transaction, long number) {
        return transaction
                .handle()
                .createQuery("SELECT all_topics_since IS NOT NULL FROM subscriber WHERE number = ?")
                .bind(0, number)
                .mapTo(Boolean.class)
                .one();
    }

    /// Records activity in the chat, if it is a subscriber.
    public void recordActivity(Transaction transaction, Chat chat, Instant now) {
        transaction
                .handle()
                .execute(
                        "UPDATE subscriber SET active_at = ? WHERE platform = ? AND chat_id = ?",
                        now.toEpochMilli(),
                        chat.platform().id(),
                        chat.id());
    }

    /// Tells whether the subscriber was active at that time or later.
    public boolean isActiveSince(Transaction transaction, long number, Instant since) {
        return transaction
                .handle()
                .createQuery("SELECT active_at >= ? FROM subscriber WHERE number = ?")
                .bind(0, since.toEpochMilli())
                .bind(1, number)
                .mapTo(Boolean.class)
                .one();
    }

    /// Gives the subscriber another chat, which no subscriber has yet.
    public void setChat(Transaction transaction, long number, long chatId) {
        transaction
                .handle()
                .execute(
                        "UPDATE search SET chat_id = ? WHERE (platform, chat_id)"
                                + " IN (SELECT platform, chat_id FROM subscriber WHERE number = ?)",
                        chatId,
                        number);
        transaction.handle().execute("UPDATE subscriber SET chat_id = ? WHERE number = ?", chatId, number);
    }

    /// Deletes a subscriber that nothing refers to any more.
    public void delete(Transaction transaction, long number) {
        transaction.handle().execute("DELETE FROM subscriber WHERE number = ?", number);
    }

    private static String mode(Preferences preferences) {
        return preferences
                .quiet()
                .map(QuietHours::mode)
                .orElse(QuietHours.Mode.HOLD)
                .id();
    }

    private static Subscriber subscriber(ResultSet row) throws SQLException {
        var chat = new Chat(
                Platform.of(row.getString("platform")),
                row.getLong("chat_id"),
                ChatType.of(row.getString("kind")),
                row.getString("title"));
        var preferences = new Preferences(
                row.getString("language"),
                ZoneId.of(row.getString("zone")),
                QuietHoursColumns.quiet(
                        row.getString("quiet_from"), row.getString("quiet_to"), row.getString("quiet_mode")),
                row.getInt("broadcasts") != 0,
                row.getInt("bundles") != 0);
        return new Subscriber(
                row.getLong("number"), chat, preferences, Optional.ofNullable(row.getString("paused_reason")));
    }

    /// Turns it on or off for topics that the chat subscribes to from now on.
    public void setOwnThreads(Transaction transaction, long subscriber, boolean enabled) {
        transaction
                .handle()
                .execute(
                        "UPDATE subscriber SET own_threads = ?, all_topics_thread = 0 WHERE number = ?",
                        enabled ? 1 : 0,
                        subscriber);
    }

    /// The subscriber's choice; false if there is no such subscriber.
    public boolean wantsOwnThreads(Transaction transaction, long subscriber) {
        return transaction
                .select("SELECT own_threads FROM subscriber WHERE number = ?", subscriber)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
    }
}
