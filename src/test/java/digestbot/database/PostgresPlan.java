package digestbot.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A plan of PostgreSQL, as `EXPLAIN (FORMAT JSON)` prints it. Each node is before those from which
/// it reads.
public record PostgresPlan(List<JsonNode> nodes) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public PostgresPlan {
        nodes = List.copyOf(nodes);
    }

    static PostgresPlan parse(String json) {
        try {
            JsonNode printed = MAPPER.readTree(json);
            return of(printed.isArray() ? printed.get(0) : printed);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static PostgresPlan of(JsonNode explained) {
        List<JsonNode> nodes = new ArrayList<>();
        collect(explained.path("Plan"), nodes);
        return new PostgresPlan(nodes);
    }

    private static void collect(JsonNode node, List<JsonNode> nodes) {
        nodes.add(node);
        node.path("Plans").forEach(input -> collect(input, nodes));
    }

    @Override
    public String toString() {
        return nodes.stream()
                .map(node -> "%s %s %s, rows %s, loops %s, removed %s"
                        .formatted(
                                node.path("Node Type").asText(),
                                node.path("Alias").asText(),
                                index(node),
                                node.path("Actual Rows").asText(),
                                node.path("Actual Loops").asText(),
                                node.path("Rows Removed by Filter").asText()))
                .collect(Collectors.joining("\n"));
    }

    /// In SQLite's words.
    List<String> steps() {
        return nodes.stream().flatMap(PostgresPlan::step).toList();
    }

    private static Stream<String> step(JsonNode node) {
        String table = node.path("Alias").asText();
        return switch (node.path("Node Type").asText()) {
            case "Seq Scan" -> Stream.of("SCAN " + table);
            case "Function Scan" -> Stream.of("SCAN " + table + " VIRTUAL TABLE");
            case "Index Scan" -> Stream.of(verb(node) + table + " USING INDEX " + index(node));
            case "Index Only Scan" -> Stream.of(verb(node) + table + " USING COVERING INDEX " + index(node));
            case "Bitmap Heap Scan" -> indexes(node).map(each -> verb(each) + table + " USING INDEX " + index(each));
            default -> Stream.of();
        };
    }

    private static Stream<JsonNode> indexes(JsonNode node) {
        List<JsonNode> below = new ArrayList<>();
        collect(node, below);
        return below.stream().filter(each -> each.path("Node Type").asText().equals("Bitmap Index Scan"));
    }

    private static String index(JsonNode node) {
        return node.path("Index Name").asText();
    }

    private static String verb(JsonNode node) {
        return node.has("Index Cond") ? "SEARCH " : "SCAN ";
    }

    /// The rows that the execution read in vain: those that a filter removed, pairs of rows that a
    /// join compared, and all rows that were not found by an index.
    public long wastedRows() {
        return nodes.stream().mapToLong(PostgresPlan::wastedRows).sum();
    }

    private static long wastedRows(JsonNode node) {
        double rows = node.path("Rows Removed by Filter").asDouble()
                + node.path("Rows Removed by Join Filter").asDouble()
                + node.path("Rows Removed by Index Recheck").asDouble();
        boolean isScan = step(node).anyMatch(step -> step.startsWith("SCAN") && !step.endsWith("VIRTUAL TABLE"));
        return Math.round((rows + (isScan ? node.path("Actual Rows").asDouble() : 0))
                * node.path("Actual Loops").asDouble());
    }
}
