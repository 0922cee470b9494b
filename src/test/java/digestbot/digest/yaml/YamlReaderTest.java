package digestbot.digest.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digestbot.digest.yaml.YamlNode.Mapping;
import digestbot.digest.yaml.YamlNode.MappingEntry;
import digestbot.digest.yaml.YamlNode.Scalar;
import digestbot.digest.yaml.YamlNode.Sequence;
import digestbot.digest.yaml.YamlReader.RepeatedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

    private final List<RepeatedKey> repeated = new ArrayList<>();

    @Test
    void everyValueKnowsItsLineAndIsText() throws YamlErrorException {
        var list = new Sequence(List.of(new Scalar("010", false, 4), new Scalar("12:30", false, 5)), 4);
        assertThat(YamlReader.read("a: no\nb:\n  - 010\n  - 12:30\n", 2, repeated::add))
                .isEqualTo(new Mapping(
                        Map.of(
                                "a", new MappingEntry(2, new Scalar("no", false, 2)),
                                "b", new MappingEntry(3, list)),
                        2));
    }

    @Test
    void onlyAPlainScalarCanBeMissing() throws YamlErrorException {
        assertThat(((Sequence) YamlReader.read("[~, null, \"\", '~', 'null', {a: }]", 1, repeated::add)).values())
                .containsExactly(
                        new Scalar("", true, 1),
                        new Scalar("", true, 1),
                        new Scalar("", false, 1),
                        new Scalar("~", false, 1),
                        new Scalar("null", false, 1),
                        new Mapping(Map.of("a", new MappingEntry(1, new Scalar("", true, 1))), 1));
        assertThat(YamlReader.read(" \n# nothing\n", 1, repeated::add)).isEqualTo(new Mapping(Map.of(), 1));
    }

    @Test
    void repeatedKeysAreListedWithTheirPathAndTheFirstValueHolds() throws YamlErrorException {
        YamlNode root = YamlReader.read("a: {b: {c: 1, c: 2}}\nd: 1\na: 3\n", 1, repeated::add);
        assertThat(repeated).containsExactly(new RepeatedKey("a.b.c", "c", 1, 1), new RepeatedKey("a", "a", 3, 1));
        assertThat(root.toPlainObject()).isEqualTo(Map.of("a", Map.of("b", Map.of("c", "1")), "d", "1"));
        repeated.clear();
        YamlReader.read("a: 1\n".repeat(1_000), 1, repeated::add);
        assertThat(repeated).hasSize(50);
    }

    @Test
    void depthIsBounded() throws YamlErrorException {
        assertThat(YamlReader.read("[".repeat(9) + "]".repeat(9), 1, repeated::add))
                .isInstanceOf(Sequence.class);
        assertThat(fault("\n" + "[".repeat(10) + "]".repeat(10)))
                .isEqualTo("2: is nested more than 8 deep: flatten it");
        assertThat(fault("[".repeat(100_000))).startsWith("1: is nested");
    }

    @Test
    void anErrorKnowsItsLineAndABracketWhereItOpens() {
        assertThat(fault("a: &x 1\nb: *x\n")).isEqualTo("2: has the alias *x: write its value out");
        assertThat(fault("a: 1\n[b]: 2\n")).isEqualTo("2: has a list or a mapping as a key: write a word");
        assertThat(fault("a: 1\n---\nb: 2\n")).isEqualTo("2: has two YAML documents: keep one");
        assertThat(fault("a: 1\n\nb: \u0007\n")).startsWith("3: has the character U+0007, which YAML does not allow");
        assertThat(fault("a: 1\nb: [1\nc: 2\n")).startsWith("2: ").endsWith("close every quotation mark and bracket");
        assertThat(fault("a: b: c\n")).startsWith("1: is not valid YAML").contains("check the indentation");
    }

    private String fault(String text) {
        var fault = catchThrowableOfType(YamlErrorException.class, () -> YamlReader.read(text, 1, repeated::add));
        return fault.line() + ": " + fault.getMessage();
    }
}
