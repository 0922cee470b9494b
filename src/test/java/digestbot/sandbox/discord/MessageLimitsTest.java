package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each limit of a message: accepted at the limit, refused above it.
final class MessageLimitsTest {

    private static final int V2 = 1 << 15;

    private static DiscordSandbox sandbox;
    private static Http http;
    private static SandboxPlace news;

    @BeforeAll
    static void start() {
        sandbox = DiscordSandbox.start(0, SandboxBot.TOKEN, InstantSource.system());
        http = new Http(sandbox, SandboxBot.TOKEN);
        news = sandbox.channel("news");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void limitsContent() {
        accepted("{\"content\": \"%s\"}".formatted("x".repeat(2000)));
        refused("{\"content\": \"%s\"}".formatted("x".repeat(2001)), "/content", "BASE_TYPE_MAX_LENGTH");
        assertThat(send("{\"content\": \" \"}").code()).isEqualTo(50006);
        assertThat(send("{}").code()).isEqualTo(50006);
        assertThat(send("{\"content\": ").code()).isEqualTo(50109);
    }

    @Test
    void refusesLegacyFieldsBesideComponentsV2AndTheOtherWayRound() {
        refused(
                "{\"flags\": %d, \"content\": \"x\", \"components\": [%s]}".formatted(V2, text("y")),
                "/content",
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2");
        refused(
                "{\"flags\": %d, \"embeds\": [{\"title\": \"x\"}], \"components\": [%s]}".formatted(V2, text("y")),
                "/embeds",
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2");
        refused("{\"components\": [%s]}".formatted(text("y")), "/components/0/type", "UNION_TYPE_CHOICES");
    }

    @Test
    void limitsComponentsWithNestedOnesCounted() {
        accepted(v2(container(times(39, text("x")))));
        refused(v2(container(times(40, text("x")))), "/components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED");
        refused(v2("{\"type\": 17, \"components\": []}"), "/components/0/components", "BASE_TYPE_BAD_LENGTH");
        refused(v2(container(container(text("x")))), "/components/0/components/0/type", "UNION_TYPE_CHOICES");
    }

    @Test
    void limitsTextOverAllDisplays() {
        accepted(v2(text("x".repeat(2000)), text("y".repeat(2000))));
        refused(
                v2(text("x".repeat(2000)), text("y".repeat(2001))),
                "/components",
                "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED");
        refused(v2(text("")), "/components/0/content", "BASE_TYPE_BAD_LENGTH");
        refused(v2(text(" ")), "/components/0/content", "BASE_TYPE_BAD_LENGTH");
    }

    @Test
    void failsOnTextsThatTakeTooManyBytesToStore() {
        accepted(v2(text("汉".repeat(3386))));
        assertThat(send(v2(text("汉".repeat(3387)))).status()).isEqualTo(500);
    }

    @Test
    void limitsButtons() {
        accepted(v2(row(numbered(5, "button"))));
        refused(v2(row(numbered(6, "button"))), "/components/0/components", "BASE_TYPE_BAD_LENGTH");
        accepted(v2(row(button("x".repeat(100), "y".repeat(80)))));
        refused(v2(row(button("x".repeat(101), "y"))), "/components/0/components/0/custom_id", "BASE_TYPE_BAD_LENGTH");
        refused(v2(row(button("", "y"))), "/components/0/components/0/custom_id", "BASE_TYPE_REQUIRED");
        refused(v2(row(button("x", "y".repeat(81)))), "/components/0/components/0/label", "BASE_TYPE_MAX_LENGTH");
        refused(
                v2(row(button("x", "y"), button("x", "z"))),
                "/components/0/components/1/custom_id",
                "COMPONENT_CUSTOM_ID_DUPLICATED");
        refused(v2(row(emoji("US"))), "/components/0/components/0/emoji/name", "COMPONENT_INVALID_EMOJI");
        accepted(v2(row(emoji("🇺🇸"))));
    }

    @Test
    void limitsLinks() {
        accepted(v2(row(link("https://example.org/" + "x".repeat(492)))));
        refused(
                v2(row(link("https://example.org/" + "x".repeat(493)))),
                "/components/0/components/0/url",
                "BASE_TYPE_BAD_LENGTH");
        accepted(v2(row(link("discord://example"))));
        refused(v2(row(link("ftp://example.org"))), "/components/0/components/0/url", "URL_TYPE_INVALID_SCHEME");
        refused(v2(row(link("https:nowhere"))), "/components/0/components/0/url", "URL_TYPE_INVALID_URL");
    }

    @Test
    void limitsMenus() {
        accepted(v2(row(menu(numbered(25, "option")))));
        refused(v2(row(menu(numbered(26, "option")))), "/components/0/components/0/options", "BASE_TYPE_BAD_LENGTH");
        accepted(v2(row(menu(option("x".repeat(100), "y".repeat(100), "z".repeat(100))))));
        String first = "/components/0/components/0/options/0";
        refused(v2(row(menu(option("x".repeat(101), "y", "z")))), first + "/label", "BASE_TYPE_BAD_LENGTH");
        refused(v2(row(menu(option("x", "y".repeat(101), "z")))), first + "/value", "BASE_TYPE_BAD_LENGTH");
        refused(v2(row(menu(option("x", "y", "z".repeat(101))))), first + "/description", "BASE_TYPE_MAX_LENGTH");
        refused(
                v2(row(menu(option("x", "y", "z")), button("a", "b"))),
                "/components/0/components/0",
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED");
    }

    @Test
    void limitsTheAccentColour() {
        accepted(v2(coloured(0xFFFFFF)));
        refused(v2(coloured(0x1000000)), "/components/0/accent_color", "NUMBER_TYPE_MAX");
        refused(v2(coloured(-1)), "/components/0/accent_color", "NUMBER_TYPE_MIN");
    }

    @Test
    void limitsTheNonceAndReturnsTheFirstMessageForARepeat() {
        String nonce = "n".repeat(25);
        String body = "{\"content\": \"once\", \"nonce\": \"%s\", \"enforce_nonce\": true}";
        long before = sandbox.delivered();
        Http.Reply first = accepted(body.formatted(nonce));
        Http.Reply second = accepted(body.formatted(nonce));
        assertThat(second.body().path("id")).isEqualTo(first.body().path("id"));
        assertThat(sandbox.delivered()).isEqualTo(before + 1);
        refused(body.formatted(nonce + "n"), "/nonce", "BASE_TYPE_MAX_LENGTH");
    }

    @Test
    void countsThePingsThatAllowedMentionsLetThrough() {
        String text = "@everyone @here <@1> <@!2> <@&3> `@here <@9>`";
        assertThat(pings(text, "{}")).isEmpty();
        assertThat(pings(text, "{\"parse\": []}")).isEmpty();
        assertThat(pings(text, "null")).containsExactly("@everyone", "@here", "<@1>", "<@2>", "<@&3>");
        assertThat(pings(text, "{\"parse\": [\"everyone\"]}")).containsExactly("@everyone", "@here");
        assertThat(pings(text, "{\"parse\": [\"roles\"], \"users\": [\"2\"]}")).containsExactly("<@2>", "<@&3>");
        refused(
                "{\"content\": \"x\", \"allowed_mentions\": {\"parse\": [\"users\"], \"users\": [\"1\"]}}",
                "/allowed_mentions/users",
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE");
    }

    @Test
    void editsKeepWhatTheyDoNotNameAndObeyTheSameLimits() {
        String id = accepted(v2(text("old"), row(button("a", "b"))))
                .body()
                .path("id")
                .asText();
        Http.Reply edited = edit(id, "{\"components\": [%s]}".formatted(text("new")));
        assertThat(edited.body().path("flags").asInt() & V2).isEqualTo(V2);
        assertThat(edited.body().at("/components/0/content").asText()).isEqualTo("new");
        assertThat(edited.body().path("edited_timestamp").isTextual()).isTrue();
        assertThat(edit(id, "{\"content\": \"legacy\"}").error("/content"))
                .isEqualTo("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2");
        assertThat(edit("1", "{\"content\": \"x\"}").code()).isEqualTo(10008);
        Http.Reply fetched = http.get("channels/" + news.id() + "/messages/" + id);
        assertThat(fetched.body()).isEqualTo(edited.body());
        assertThat(http.send("DELETE", "channels/" + news.id() + "/messages/" + id, "")
                        .status())
                .isEqualTo(204);
        assertThat(sandbox.screen(news)).extracting(ShownMessage::id).doesNotContain(Long.parseUnsignedLong(id));
    }

    @Test
    void numbersEveryComponentAsDiscordDoes() {
        Http.Reply reply = accepted(v2(container(text("x"), row(button("a", "b")))));
        assertThat(reply.body().at("/components/0/id").asInt()).isEqualTo(1);
        assertThat(reply.body().at("/components/0/components/0/id").asInt()).isEqualTo(2);
        assertThat(reply.body().at("/components/0/components/1/components/0/id").asInt())
                .isEqualTo(4);
    }

    private static List<String> pings(String text, String allowed) {
        Http.Reply reply = accepted(
                "{\"flags\": %d, \"components\": [%s], \"allowed_mentions\": %s}".formatted(V2, text(text), allowed));
        return sandbox.pings(Long.parseUnsignedLong(reply.body().path("id").asText()));
    }

    private static Http.Reply accepted(String body) {
        Http.Reply reply = send(body);
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        return reply;
    }

    private static void refused(String body, String path, String code) {
        Http.Reply reply = send(body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(50035);
        assertThat(reply.error(path)).as("%s", reply.body()).isEqualTo(code);
    }

    private static Http.Reply send(String body) {
        return http.post("channels/" + news.id() + "/messages", body);
    }

    private static Http.Reply edit(String id, String body) {
        return http.send("PATCH", "channels/" + news.id() + "/messages/" + id, body);
    }

    private static String v2(String... components) {
        return "{\"flags\": %d, \"components\": [%s]}".formatted(V2, String.join(",", components));
    }

    private static String text(String content) {
        return "{\"type\": 10, \"content\": \"%s\"}".formatted(content);
    }

    private static String container(String... components) {
        return "{\"type\": 17, \"components\": [%s]}".formatted(String.join(",", components));
    }

    private static String coloured(int accent) {
        return "{\"type\": 17, \"accent_color\": %d, \"components\": [%s]}".formatted(accent, text("x"));
    }

    private static String row(String... controls) {
        return "{\"type\": 1, \"components\": [%s]}".formatted(String.join(",", controls));
    }

    private static String button(String id, String label) {
        return "{\"type\": 2, \"style\": 1, \"custom_id\": \"%s\", \"label\": \"%s\"}".formatted(id, label);
    }

    private static String emoji(String emoji) {
        return "{\"type\": 2, \"style\": 1, \"custom_id\": \"e\", \"emoji\": {\"name\": \"%s\"}}".formatted(emoji);
    }

    private static String link(String url) {
        return "{\"type\": 2, \"style\": 5, \"url\": \"%s\", \"label\": \"x\"}".formatted(url);
    }

    private static String menu(String... options) {
        return "{\"type\": 3, \"custom_id\": \"m\", \"options\": [%s]}".formatted(String.join(",", options));
    }

    private static String option(String label, String value, String description) {
        return "{\"label\": \"%s\", \"value\": \"%s\", \"description\": \"%s\"}".formatted(label, value, description);
    }

    private static String[] times(int count, String component) {
        return Stream.generate(() -> component).limit(count).toArray(String[]::new);
    }

    private static String numbered(int count, String kind) {
        return IntStream.range(0, count)
                .mapToObj(i -> kind.equals("button") ? button("b" + i, "x") : option("x", "v" + i, "d"))
                .collect(Collectors.joining(","));
    }
}
