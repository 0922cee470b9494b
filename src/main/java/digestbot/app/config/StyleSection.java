package digestbot.app.config;

import digestbot.edition.Styles;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads what the configuration adds to topics and their sides.
final class StyleSection {

    private StyleSection() {}

    static Styles read(YamlSection topics) {
        Map<String, Styles.TopicStyle> styles = new HashMap<>();
        topics.sections().forEach((id, section) -> styles.put(id, topic(section)));
        return new Styles(styles);
    }

    private static Styles.TopicStyle topic(YamlSection section) {
        Map<String, Styles.SideOrnaments> sides = new HashMap<>();
        section.section("perspectives").sections().forEach((id, side) -> sides.put(id, side(side)));
        var style = new Styles.TopicStyle(section.text("emoji", ""), section.text("name", ""), sides);
        section.done();
        return style;
    }

    private static Styles.SideOrnaments side(YamlSection section) {
        Optional<Integer> colour = section.convert(
                "colour",
                "",
                "a colour in quotes such as \"#3b6fb6\"",
                text -> text.matches("#[0-9a-fA-F]{6}")
                        ? Optional.of(Integer.parseInt(text.substring(1), 16))
                        : Optional.empty());
        var ornaments = new Styles.SideOrnaments(
                section.given("emoji"),
                colour.map(OptionalInt::of).orElse(OptionalInt.empty()),
                section.given("short"));
        section.done();
        return ornaments;
    }
}
