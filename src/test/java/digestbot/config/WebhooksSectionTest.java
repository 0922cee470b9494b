package digestbot.config;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.app.Config;
import digestbot.webhook.EventType;
import digestbot.webhook.WebhookFormat;
import digestbot.webhook.WebhookSecret;
import digestbot.webhook.WebhookSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksSectionTest {

    private static final String SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static ConfigReader.ConfigResult<Config> read(String yaml) {
        return Config.reader(Map.of("SIGNS", SECRET)).parse(yaml);
    }

    private static Config loaded(String yaml) {
        return TestConfig.loaded(read(yaml));
    }

    private static List<String> problems(String yaml) {
        return TestConfig.problems(read(yaml));
    }

    @Test
    void namesAFormatThatIsMistypedAndNothingThatFollowsFromIt() {
        assertThat(problems("webhooks: [{url: 'https://ntfy.sh/daily', format: nfty}]"))
                .containsExactly("1: webhooks[1].format: “nfty” is not allowed; expected one of json, text, ntfy");
    }

    @Test
    void readsAListOfWebhooks() {
        Config config = loaded("""
                webhooks:
                  - url: https://example.org/in?key=hidden
                    secret: ${SIGNS}
                    events: [published, broadcast-done]
                  - {url: "http://127.0.0.1:8080/daily", name: phone, format: ntfy}
                """);
        assertThat(config.webhooks())
                .containsExactly(
                        new WebhookSettings(
                                "example.org",
                                URI.create("https://example.org/in?key=hidden"),
                                Optional.of(new WebhookSecret(SECRET)),
                                Set.of(EventType.PUBLISHED, EventType.BROADCAST_DONE),
                                WebhookFormat.JSON),
                        new WebhookSettings(
                                "phone",
                                URI.create("http://127.0.0.1:8080/daily"),
                                Optional.empty(),
                                Set.copyOf(EventType.configurable()),
                                WebhookFormat.NTFY));
        assertThat(config.settings())
                .filteredOn(setting -> setting.path().startsWith("webhooks"))
                .allSatisfy(setting -> assertThat(setting.value()).doesNotContain("hidden=", "key", "MfKQ"))
                .extracting(EffectiveSetting::path)
                .contains("webhooks[1].url", "webhooks[2].name");
        assertThat(config.toString()).doesNotContain("MfKQ", "key=hidden");
    }

    @Test
    void oneWithoutAnAddressIsOff() {
        assertThat(loaded("webhooks:\n").webhooks()).isEmpty();
        assertThat(loaded("webhooks: []\n").webhooks()).isEmpty();
        assertThat(loaded("webhooks: [{url: \"${WEBHOOK_URL:}\", secret: \"${SIGNS}\"}]\n")
                        .webhooks())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url: ftp://example.org/key|2: webhooks[1].url: not allowed; expected an address that begins with http:// or https:// (the value is hidden)",
                "url: https://key@example.org/|2: webhooks[1].url: not allowed; expected an address that begins with http:// or https:// (the value is hidden)",
                "url: https://example.org|2: webhooks[1].secret: is missing; make one with: echo whsec_$(openssl rand -base64 24)",
                "{url: 'https://example.org', secret: key}|2: webhooks[1].secret: not a secret, because it does not begin with whsec_; make one with: echo whsec_$(openssl rand -base64 24) (the value is hidden)",
                "{url: 'https://example.org', secret: '${SIGNS}', events: [read]}|2: webhooks[1].events: “read” is not allowed; expected any of published, corrected, withdrawn, held, late, broadcast-done",
                "{url: 'https://example.org', secret: '${SIGNS}', events: [test]}|2: webhooks[1].events: “test” is not allowed; expected any of published, corrected, withdrawn, held, late, broadcast-done",
                "{url: 'https://example.org', secret: '${SIGNS}', format: xml}|2: webhooks[1].format: “xml” is not allowed; expected one of json, text, ntfy",
                "{url: 'https://example.org', format: ntfy}|2: webhooks[1].url: has no topic; an address of ntfy ends with it, such as https://ntfy.sh/topic",
                "{url: 'https://example.org', format: text, name: 'a b'}|2: webhooks[1].name: “a b” is not allowed; expected at most 60 letters, digits and . _ -",
                "{url: 'https://example.org', format: text, evnts: []}|2: webhooks[1].evnts: unknown key; did you mean “events”?",
            })
    void saysWhatIsWrongAndDoesNotRepeatSecrets(String item, String problem) {
        assertThat(problems("webhooks:\n  - " + item + "\n"))
                .containsExactly(problem)
                .allSatisfy(text -> assertThat(text).doesNotContain("MfKQ", "//key", "/key"));
    }

    @Test
    void namesAreUniqueAndAVariableThatIsMissingIsNamed() {
        assertThat(problems("""
                webhooks:
                  - {url: "https://example.org/1", format: text}
                  - {url: "https://example.org/2", format: text, name: Example.org}
                """))
                .containsExactly(
                        "3: webhooks[2].name: another webhook is called “Example.org”; give each a name of its own");
        assertThat(problems("webhooks:\n  - url: ${NOWHERE}\n"))
                .containsExactly("2: webhooks[1].url: the environment variable NOWHERE is not set; set it, or write"
                        + " ${NOWHERE:default}");
    }
}
