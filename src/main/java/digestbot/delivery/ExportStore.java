package digestbot.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.database.Transaction;
import digestbot.subscription.Person;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/// Reads everything that is kept of a chat or a person, column by column: what is added to a table is exported with it.
final class ExportStore {

    /// The newest; so many are some megabytes.
    static final int MOST_DELIVERIES = 5_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    void addChat(Transaction transaction, long subscriber, ObjectNode all) {
        put(all, "chat", rows(query(transaction, "SELECT * FROM subscriber WHERE number = ?", subscriber)));
        put(
                all,
                "subscriptions",
                rows(query(
                        transaction,
                        "SELECT t.name AS topic_name, s.* FROM subscription s JOIN topic t ON t.id = s.topic"
                                + " WHERE s.subscriber = ? ORDER BY s.number",
                        subscriber)));
        put(
                all,
                "hidden_outlets",
                rows(query(transaction, "SELECT outlet FROM hidden_outlet WHERE subscriber = ?", subscriber)));
        put(
                all,
                "opened",
                rows(query(
                        transaction,
                        "SELECT g.topic, g.day, g.title, o.at FROM opened o JOIN digest g ON g.number = o.digest"
                                + " WHERE o.subscriber = ? ORDER BY o.at",
                        subscriber)));
        List<ObjectNode> deliveries = rows(query(transaction, """
                        SELECT d.*, s.content AS announcement FROM delivery d
                        LEFT JOIN shared_content s ON s.number = d.shared
                        WHERE d.subscriber = ? ORDER BY d.number DESC LIMIT %d
                        """.formatted(MOST_DELIVERIES), subscriber));
        deliveries.forEach(delivery -> addParts(transaction, delivery));
        put(all, "deliveries", deliveries);
        if (deliveries.size() == MOST_DELIVERIES) {
            all.put("note", "only the newest deliveries are listed");
        }
    }

    private static void addParts(Transaction transaction, ObjectNode delivery) {
        long number = delivery.path("number").longValue();
        put(delivery, "digests", rows(query(transaction, """
                                SELECT g.topic, g.day, g.title, i.* FROM delivery_item i
                                JOIN digest g ON g.number = i.digest WHERE i.delivery = ? ORDER BY i.ordinal
                                """, number)));
        put(
                delivery,
                "messages",
                rows(query(transaction, "SELECT * FROM part WHERE delivery = ? ORDER BY ordinal", number)));
    }

    void addPerson(Transaction transaction, Person person, ObjectNode all) {
        String platform = person.platform().id();
        long user = person.userId();
        put(
                all,
                "person",
                rows(query(transaction, "SELECT * FROM person WHERE platform = ? AND user_id = ?", platform, user)));
        put(
                all,
                "role",
                rows(query(transaction, "SELECT * FROM role WHERE platform = ? AND user_id = ?", platform, user)));
        put(
                all,
                "acts",
                rows(query(
                        transaction,
                        "SELECT * FROM audit WHERE by = ? AND user_id = ? ORDER BY number",
                        platform,
                        user)));
        put(
                all,
                "announcements",
                rows(query(
                        transaction,
                        "SELECT * FROM broadcast WHERE by_platform = ? AND by_user = ? ORDER BY number",
                        platform,
                        user)));
        put(
                all,
                "mistakes",
                rows(query(
                        transaction,
                        "SELECT g.topic, g.day, g.title, m.* FROM mistake m JOIN digest g ON g.number = m.digest"
                                + " WHERE m.platform = ? AND m.user_id = ? ORDER BY m.number",
                        platform,
                        user)));
    }

    private static void put(ObjectNode all, String name, List<ObjectNode> rows) {
        ArrayNode array = all.putArray(name);
        rows.forEach(array::add);
    }

    private static Query query(Transaction transaction, String sql, Object... values) {
        Query query = transaction.handle().createQuery(sql);
        for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
        }
        return query;
    }

    private static List<ObjectNode> rows(Query query) {
        return query.map((row, _) -> object(row)).list();
    }

    private static ObjectNode object(ResultSet row) throws SQLException {
        ObjectNode object = JSON.createObjectNode();
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i);
            switch (row.getObject(i)) {
                case null -> {}
                case Number time
                when name.equals("at") || name.endsWith("_at") || name.endsWith("_since") ->
                    object.put(
                            name,
                            time.longValue() == 0
                                    ? ""
                                    : Instant.ofEpochMilli(time.longValue()).toString());
                case Number number -> object.put(name, number.longValue());
                case Object text -> put(object, name, text.toString());
            }
        }
        return object;
    }

    /// What was said is stored as JSON itself.
    private static void put(ObjectNode object, String name, String text) {
        try {
            if (text.startsWith("{")) {
                object.set(name, JSON.readTree(text));
                return;
            }
        } catch (JsonProcessingException _) {
            // Then it is a text that begins so.
        }
        object.put(name, text);
    }
}
