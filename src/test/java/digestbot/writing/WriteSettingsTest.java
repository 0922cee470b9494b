package digestbot.writing;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.app.Config;
import digestbot.config.ConfigReader.ConfigResult;
import digestbot.digest.Diagnostic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteSettingsTest {

    private static final String GOOD =
            "perspectives: {us: {name: US, feeds: ['https://a.example']}, china: {name: China, feeds:"
                    + " ['https://b.example']}}";

    private static ConfigResult<Config> read(String topic, String write) {
        return Config.reader(Map.of()).parse("topics: {%s: {write: {%s}}}".formatted(topic, write));
    }

    private static Map<String, WriteSettings> written(String write) {
        return ((ConfigResult.Loaded<Config>) read("trade", write)).config().written();
    }

    @Test
    void hasDefaults() {
        WriteSettings settings = written("at: 04:00, " + GOOD).get("trade");
        assertThat(settings.articles()).isEqualTo(20);
        assertThat(settings.zone()).hasToString("UTC");
        assertThat(settings.languages()).containsExactly("en");
        assertThat(settings.ids()).containsExactly("us", "china");
        assertThat(settings.summary()).isEmpty();
    }

    @Test
    void isOffWithoutATime() {
        assertThat(written(GOOD)).isEmpty();
    }

    @Test
    void neverShowsTheKeyOfTheEndpoint() {
        WriteSettings settings = written(
                        "at: 04:00, summary: {api: 'http://a.example/v1', model: m, key: SECRET}, " + GOOD)
                .get("trade");
        assertThat(settings.toString()).doesNotContain("SECRET");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        trade | GOOD, at: 04:00:30                           | topics.trade.write.at: must be a full minute, such as 04:00
        trade | GOOD, languages: [english-of-the-south-west] | topics.trade.write.languages: “english-of-the-south-west” is not allowed; expected language tags such as en or zh-Hans
        trade | perspectives: {'a b': {name: A, feeds: ['https://a.example']}, b: {name: B, feeds: ['https://a.example']}} | topics.trade.write.perspectives.a b: use letters, digits, hyphens, underscores and dots, at most 64
        trade | GOOD, zone: Mars                             | topics.trade.write.zone: “Mars” is not allowed; expected a time zone such as UTC or Europe/Berlin
        trade | GOOD, languages: [en, de]                    | topics.trade.write.languages: further languages are translations; add “summary”, or name one language
        trade | GOOD, brief: No sport.                       | topics.trade.write.brief: is for a model; add “summary”, or take it away
        trade | GOOD, brief: "No\\nsport."                   | topics.trade.write.brief: must be one line of at most 400 characters
        trade | GOOD, summary: {api: 'http://a.example'}     | topics.trade.write.summary.model: is missing; name the model of the endpoint
        trade | perspectives: {us: {name: US, feeds: ['https://a.example']}} | topics.trade.write.perspectives: must be 2 to 20 perspectives with their feeds
        trade | perspectives: {a: {name: A, feeds: ['https://a.example']}, b: {name: a, feeds: ['https://a.example']}} | topics.trade.write.perspectives.b.name: another perspective has this name; rename one
        trade | perspectives: {a: {name: A, feeds: ['https://a.example']}, b: {name: B}} | topics.trade.write.perspectives.b.feeds: must be 1 to 20 addresses of feeds
        '../x' | GOOD                                        | topics.../x: a topic with “write” needs an id of letters, digits, - _ and .
        """)
    void refusesWhatCannotBeWritten(String topic, String write, String problem) {
        var refused = (ConfigResult.InvalidConfig<Config>)
                read(topic, (write.contains(" at:") ? "" : "at: 04:00, ") + write.replace("GOOD", GOOD));
        List<String> problems =
                refused.problems().stream().map(Diagnostic::message).toList();
        assertThat(problems).containsExactly(problem);
    }
}
