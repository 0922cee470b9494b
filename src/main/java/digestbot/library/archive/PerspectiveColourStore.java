package digestbot.library.archive;

import digestbot.database.Transaction;
import digestbot.digest.Digest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The numbers of the default colours of perspectives. A number depends on the perspective's id
/// alone, ignoring case, so that a perspective looks the same in every topic and on every day. A
/// revision contains the numbers of its perspectives, so that a digest is shown without a look at
/// this table.
public final class PerspectiveColourStore {

    private static final String SEPARATOR = ",";

    /// A perspective that is seen for the first time gets the next number.
    public List<Integer> assign(Transaction transaction, Digest digest) {
        List<String> ids = digest.perspectives().stream()
                .map(perspective -> perspective.id().toLowerCase(Locale.ROOT))
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Integer> known = known(transaction, ids);
        return ids.stream()
                .map(id -> known.computeIfAbsent(id, unknown -> add(transaction, unknown)))
                .toList();
    }

    private static Map<String, Integer> known(Transaction transaction, List<String> ids) {
        return new HashMap<>(transaction
                .select("SELECT id, number FROM perspective_colour WHERE id IN (<ids>)")
                .bindList("ids", ids)
                .map((row, _) -> Map.entry(row.getString("id"), row.getInt("number")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static int add(Transaction transaction, String id) {
        long number = transaction
                .numbers("SELECT coalesce(max(number) + 1, 0) FROM perspective_colour")
                .getFirst();
        transaction.execute("INSERT INTO perspective_colour (id, number) VALUES (?, ?)", id, number);
        return (int) number;
    }

    static String column(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
    }

    static List<Integer> numbers(String column) {
        return column.isEmpty()
                ? List.of()
                : Arrays.stream(column.split(SEPARATOR, -1))
                        .map(Integer::valueOf)
                        .toList();
    }
}
