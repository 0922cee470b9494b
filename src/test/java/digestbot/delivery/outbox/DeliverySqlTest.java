package digestbot.delivery.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliverySqlTest {

    private static final Path MAIN = Path.of("src/main/java/digestbot");

    private static final Map<Path, String> CODE = code();

    private static final String IDS = Stream.concat(
                    Arrays.stream(DeliveryState.values()).map(DeliveryState::id),
                    Arrays.stream(DeliveryCause.values()).map(DeliveryCause::id))
            .collect(Collectors.joining("|"));

    private static final Pattern READS_DELIVERIES = Pattern.compile("\\b(FROM|JOIN|UPDATE|INTO)\\s+delivery\\b");

    private static final Pattern SQL_LITERAL = Pattern.compile("'(" + IDS + ")'");

    private static final Pattern COMPARISON =
            Pattern.compile("(\\bcase |equals\\(|equalsIgnoreCase\\()\"(" + IDS + ")\"");

    private static final Pattern NEW_DELIVERY = Pattern.compile("INSERT INTO delivery\\b");

    private static final Pattern CHANGE_OF_STATE_OR_CAUSE = Pattern.compile(
            "UPDATE delivery\\s+SET(?:(?!WHERE).)*?\\b(?:state|cause)\\s*=|DO UPDATE SET (?:state|cause)\\b",
            Pattern.DOTALL);

    @Test
    void namesBecomeLiteralsAndConditions() {
        assertThat(DeliverySql.of("state = {in_flight} AND cause IN ({round-up}, {digest})"))
                .isEqualTo("state = 'in_flight' AND cause IN ('round-up', 'digest')");
        assertThat(DeliverySql.of("d.state IN {open} OR d.state IN {waiting}"))
                .isEqualTo("d.state IN ('queued', 'in_flight') OR d.state IN ('queued', 'paused')");
        assertThat(DeliverySql.of("state IN {unsettled} OR state IN {settled}"))
                .isEqualTo("state IN ('queued', 'in_flight', 'paused') OR state IN ('sent', 'failed', 'cancelled')");
        assertThat(DeliverySql.of("{chat_queue:m}"))
                .isEqualTo("m.state IN ('queued', 'in_flight') AND m.state = 'queued'");
        assertThat(DeliverySql.of("{chat_queue}")).isEqualTo("state IN ('queued', 'in_flight') AND state = 'queued'");
        assertThatThrownBy(() -> DeliverySql.of("state = {unknown}")).hasMessageContaining("{unknown}");
    }

    @Test
    void noOtherFileSpellsAStateOrACause() {
        assertThat(offences(file -> READS_DELIVERIES.matcher(file).find()
                        && SQL_LITERAL.matcher(file).find()))
                .isEmpty();
        assertThat(offencesIn("delivery", file -> SQL_LITERAL.matcher(file).find()))
                .isEmpty();
        for (String feature : List.of("delivery", "notice", "console", "cli", "app", "health")) {
            assertThat(offencesIn(feature, file -> COMPARISON.matcher(file).find()))
                    .isEmpty();
        }
    }

    @Test
    void oneStoreAloneStoresNewDeliveriesAndOneChangesTheirStateAndCause() {
        assertThat(offences(file -> NEW_DELIVERY.matcher(file).find())).containsExactly("DeliveryStore.java");
        assertThat(offences(file -> CHANGE_OF_STATE_OR_CAUSE.matcher(file).find()))
                .containsExactly("DeliveryStore.java");
    }

    private static Set<String> offences(Predicate<String> isOne) {
        return offencesIn("", isOne);
    }

    private static Set<String> offencesIn(String feature, Predicate<String> isOne) {
        return CODE.entrySet().stream()
                .filter(file -> file.getKey().startsWith(MAIN.resolve(feature)) && isOne.test(file.getValue()))
                .map(file -> file.getKey().getFileName().toString())
                .collect(Collectors.toSet());
    }

    private static Map<Path, String> code() {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(Function.identity(), DeliverySqlTest::code));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String code(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.strip().startsWith("//")).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
