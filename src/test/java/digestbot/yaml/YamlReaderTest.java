package digestbot.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import digestbot.yaml.YamlDocument.RepeatedKey;
import digestbot.yaml.YamlNode.Mapping;
import digestbot.yaml.YamlNode.MappingEntry;
import digestbot.yaml.YamlNode.Scalar;
import digestbot.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

    @Test
    void everyValueKnowsItsLineAndIsText() throws YamlErrorException {
        var list = new Sequence(List.of(new Scalar("010", false, 4), new Scalar("12:30", false, 5)), 4);
        assertThat(YamlReader.read("a: no\nb:\n  - 010\n  - 12:30\n", 2).root())
                .isEqualTo(new Mapping(
                        Map.of(
                                "a", new MappingEntry(2, new Scalar("no", false, 2)),
                                "b", new MappingEntry(3, list)),
                        2));
    }

    @Test
    void onlyAPlainScalarCanBeMissing() throws YamlErrorException {
        assertThat(((Sequence) YamlReader.read("[~, null, \"\", '~', 'null', {a: }]", 1)
                                .root())
                        .values())
                .containsExactly(
                        new Scalar("", true, 1),
                        new Scalar("", true, 1),
                        new Scalar("", false, 1),
                        new Scalar("~", false, 1),
                        new Scalar("null", false, 1),
                        new Mapping(Map.of("a", new MappingEntry(1, new Scalar("", true, 1))), 1));
        assertThat(YamlReader.read(" \n# nothing\n", 1).root()).isEqualTo(new Mapping(Map.of(), 1));
    }

    @Test
    void repeatedKeysAreListedWithTheirPathAndTheFirstValueHolds() throws YamlErrorException {
        YamlDocument document = YamlReader.read("a: {b: {c: 1, c: 2}}\nd: 1\na: 3\n", 1);
        assertThat(document.repeatedKeys())
                .containsExactly(new RepeatedKey("a.b.c", "c", 1, 1), new RepeatedKey("a", "a", 3, 1));
        assertThat(document.root().toPlainObject()).isEqualTo(Map.of("a", Map.of("b", Map.of("c", "1")), "d", "1"));
        assertThat(YamlReader.read("a: 1\n".repeat(1_000), 1).repeatedKeys()).hasSize(50);
    }

    @Test
    void depthIsBounded() throws YamlErrorException {
        assertThat(YamlReader.read("[".repeat(9) + "]".repeat(9), 1).root()).isInstanceOf(Sequence.class);
        assertThat(fault("\n" + "[".repeat(10) + "]".repeat(10))).isEqualTo(new YamlError.TooDeep(2, 8));
        assertThat(fault("[".repeat(100_000))).isEqualTo(new YamlError.TooDeep(1, 8));
    }

    @Test
    void aFaultKnowsItsLineAndABracketWhereItOpens() {
        assertThat(fault("a: &x 1\nb: *x\n")).isEqualTo(new YamlError.Alias(2, "x"));
        assertThat(fault("a: 1\n[b]: 2\n")).isEqualTo(new YamlError.KeyWithoutText(2));
        assertThat(fault("a: 1\n---\nb: 2\n")).isEqualTo(new YamlError.SecondDocument(2));
        assertThat(fault("a: 1\n\nb: \u0007\n")).isEqualTo(new YamlError.ForbiddenCharacter(3, 7));
        assertThat(fault("a: 1\nb: [1\nc: 2\n")).isInstanceOfSatisfying(YamlError.Syntax.class, syntax -> {
            assertThat(syntax.isUnclosed()).isTrue();
            assertThat(syntax.contextLine()).isEqualTo(2);
            assertThat(syntax.line()).isEqualTo(3);
        });
        assertThat(fault("a: b: c\n"))
                .isInstanceOfSatisfying(
                        YamlError.Syntax.class,
                        syntax -> assertThat(syntax.isUnclosed()).isFalse());
    }

    private static YamlError fault(String text) {
        return catchThrowableOfType(YamlErrorException.class, () -> YamlReader.read(text, 1))
                .fault();
    }
}
