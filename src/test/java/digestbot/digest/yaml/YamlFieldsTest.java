package digestbot.digest.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.yaml.YamlNode.Mapping;
import digestbot.digest.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class YamlFieldsTest {

    private final List<String> problems = new ArrayList<>();

    private YamlFields fields(String path, String text) throws YamlErrorException {
        return new YamlFields(
                path,
                (Mapping) YamlReader.read(text, 1, _ -> {}),
                (line, key, message) -> problems.add(line + ": " + key + " " + message));
    }

    @Test
    void whatIsTakenIsNoLongerLeftButCanBeAskedForAgainAndWhatIsMissingIsReportedAtItsMapping()
            throws YamlErrorException {
        YamlFields fields = fields("", "a: 1\nb: 2\n");
        assertThat(fields.consume("a")).contains(new Scalar("1", false, 1));
        assertThat(fields.consume("a")).contains(new Scalar("1", false, 1));
        assertThat(fields.consume("c")).isEmpty();
        assertThat(fields.unreadKeys()).containsOnlyKeys("b");
        assertThat(fields.keys()).containsExactly("a", "b");
        fields = fields("", "\n\na: 1\n");
        fields.reportProblem("b", "is missing");
        assertThat(problems).containsExactly("3: b is missing");
    }

    @Test
    void aListOrAMappingInPlaceOfOneValueIsReportedAtItsKey() throws YamlErrorException {
        YamlFields fields = fields("top", "a: 1\nb:\n  - 2\nc: {}\n");
        assertThat(fields.scalar("a", "is no text")).contains(new Scalar("1", false, 1));
        assertThat(fields.scalar("b", "is no text")).isEqualTo(Optional.empty());
        assertThat(fields.scalar("c", "is no text")).isEqualTo(Optional.empty());
        assertThat(fields.scalar("d", "is no text")).isEqualTo(Optional.empty());
        assertThat(problems).containsExactly("2: top.b is no text", "4: top.c is no text");
    }

    @Test
    void oneValueIsAListOfOne() throws YamlErrorException {
        YamlFields fields = fields("", "a: 1\nb: [2, 3]\n");
        assertThat(fields.items("a")).containsExactly(new Scalar("1", false, 1));
        assertThat(fields.items("b")).containsExactly(new Scalar("2", false, 2), new Scalar("3", false, 2));
        assertThat(fields.items("c")).isEmpty();
    }
}
