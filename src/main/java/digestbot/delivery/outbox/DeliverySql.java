package digestbot.delivery.outbox;

import digestbot.audience.Subscriber;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// SQL about deliveries, which names states, causes and recurring conditions in braces.
///
/// SQLite uses a partial index only if the statement contains the literal, not a bound parameter.
/// To define these literals only once, statements contain names such as `{queued}` or `{digest}`,
/// and this class replaces them with `'queued'` and `'digest'` from the enums.
///
/// - `{open}`: the states queued and in flight
/// - `{waiting}`: the states queued and paused
/// - `{unsettled}`, `{settled}`: the states before and at the end
/// - `{combined}`: the causes that combine several digests; `{subscribed}`: the causes that come
///   from a subscription
/// - `{chat_queue}`, `{chat_queue:d}`: the row is queued; written so that the index by chat is used
/// - `{queued_or_paused:u}`: the first state of a delivery that subscriber `u` gets even after
///   stopping the bot
/// - `{each_row}`: the end of a subquery of `EXISTS` that PostgreSQL must look up for each row, by
///   an index, as SQLite does; it would otherwise join or hash whole tables, whose sizes it does
///   not know
/// - `{evaluated_first}`: the end of a subquery that PostgreSQL must evaluate as a whole, instead
///   of joining its tables in another order
/// - `{computed_queued}`, `{computed_paused}`: the state, as the result of a subquery: PostgreSQL
///   then uses no index of deliveries in that state alone, of which it would read the whole
/// - `{requeued}`: the state of a row of `delivery` that is queued again
public final class DeliverySql {

    private static final Pattern NAME = Pattern.compile("\\{([a-z_-]+)(?::(\\w+))?}");

    private static final Map<String, String> TEXTS = texts();

    private DeliverySql() {}

    public static String of(String template) {
        return of(template, Map.of());
    }

    /// The fragments, by name, are SQL that [#of] has processed or that has no names.
    public static String of(String template, Map<String, String> fragments) {
        return NAME.matcher(template)
                .replaceAll(name -> Matcher.quoteReplacement(Optional.ofNullable(fragments.get(name.group(1)))
                        .orElseGet(() -> text(name.group(1), name.group(2)))));
    }

    private static String text(String name, @Nullable String alias) {
        String text = TEXTS.get(name);
        if (text == null) {
            throw new IllegalArgumentException("SQL names {" + name + "}, which is not a state, cause or condition");
        }
        return text.replace("$.", alias == null ? "" : alias + ".");
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        for (DeliveryState state : DeliveryState.values()) {
            texts.put(state.id(), literal(state.id()));
        }
        for (DeliveryCause cause : DeliveryCause.values()) {
            texts.put(cause.id(), literal(cause.id()));
        }
        String open = states(state -> state == DeliveryState.QUEUED || state == DeliveryState.IN_FLIGHT);
        texts.put("open", open);
        texts.put("waiting", states(state -> state == DeliveryState.QUEUED || state == DeliveryState.PAUSED));
        texts.put("unsettled", states(state -> !state.isSettled()));
        texts.put("settled", states(DeliveryState::isSettled));
        texts.put("combined", causes(cause -> cause.combines().isPresent()));
        texts.put("subscribed", causes(DeliveryCause::isSubscribed));
        String queued = literal(DeliveryState.QUEUED.id());
        String paused = literal(DeliveryState.PAUSED.id());
        texts.put("computed_queued", "(SELECT %s)".formatted(queued));
        texts.put("computed_paused", "(SELECT %s)".formatted(paused));
        texts.put("each_row", "LIMIT 1 OFFSET 0");
        texts.put("evaluated_first", "LIMIT " + Long.MAX_VALUE + " OFFSET 0");
        texts.put("chat_queue", "$.state IN " + open + " AND $.state = " + queued);
        // A subscriber who stopped the bot can be reached, and still gets corrections.
        String stopped = literal(Subscriber.STOPPED);
        texts.put(
                "queued_or_paused",
                "CASE WHEN coalesce($.paused_reason, %2$s) = %2$s THEN %1$s ELSE %3$s END"
                        .formatted(queued, stopped, paused));
        texts.put("requeued", """
                CASE WHEN priority IN %s THEN %s
                     WHEN coalesce((SELECT paused_reason FROM subscriber WHERE number = delivery.subscriber), '')
                          IN ('', CASE priority WHEN %d THEN %s ELSE '' END)
                     THEN %2$s ELSE %s END""".formatted(Priority.INTERACTIVE, queued, Priority.CORRECTIONS, stopped, paused));
        return Map.copyOf(texts);
    }

    private static String literal(String id) {
        return "'" + id + "'";
    }

    private static String states(Predicate<DeliveryState> which) {
        return list(Arrays.stream(DeliveryState.values()).filter(which).map(DeliveryState::id));
    }

    private static String causes(Predicate<DeliveryCause> which) {
        return list(Arrays.stream(DeliveryCause.values()).filter(which).map(DeliveryCause::id));
    }

    private static String list(Stream<String> ids) {
        return ids.map(DeliverySql::literal).collect(Collectors.joining(", ", "(", ")"));
    }
}
