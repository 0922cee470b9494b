package digestbot.sandbox.discord;

import static digestbot.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Each limit of messages and of the registration of commands: accepted at the limit, refused above
/// it. The golden files have the server's answer to each case: its status, or the code of the error
/// and the field.
final class LimitsTest {

    private static final int V2 = 1 << 15;

    @RegisterExtension
    final RawBot bot = new RawBot();

    private final StringBuilder answers = new StringBuilder();

    private void message(String name, String body) {
        note(name, bot.say(bot.news, body));
    }

    private void commands(String name, String... commands) {
        note(name, bot.http.send("PUT", bot.commands, "[" + String.join(",", commands) + "]"));
    }

    private void note(String name, Http.Reply reply) {
        int code = reply.code();
        String why = code == 50035 ? first(reply.body().path("errors"), "") : code == 0 ? "" : " " + code;
        answers.append(name).append(": ").append(reply.status()).append(why).append('\n');
    }

    private static String first(JsonNode errors, String path) {
        if (errors.has("_errors")) {
            return " " + errors.at("/_errors/0/code").asText() + " of " + path;
        }
        Map.Entry<String, JsonNode> field = errors.properties().iterator().next();
        return first(field.getValue(), path + "/" + field.getKey());
    }

    @Test
    void limitsMessages() {
        message("content of 2000", "{\"content\": \"%s\"}".formatted("x".repeat(2000)));
        message("content of 2001", "{\"content\": \"%s\"}".formatted("x".repeat(2001)));
        message("blank content", "{\"content\": \" \"}");
        message("nothing", "{}");
        message("no JSON", "{\"content\": ");
        String both = "{\"flags\": %d, %s, \"components\": [%s]}";
        message("content beside components", both.formatted(V2, "\"content\": \"x\"", text("y")));
        message("embeds beside components", both.formatted(V2, "\"embeds\": [{\"title\": \"x\"}]", text("y")));
        message("components without the flag", "{\"components\": [%s]}".formatted(text("y")));
        message("40 components", v2(container(times(39, text("x")))));
        message("41 components", v2(container(times(40, text("x")))));
        message("an empty container", v2("{\"type\": 17, \"components\": []}"));
        message("a container in a container", v2(container(container(text("x")))));
        message("4000 characters in two texts", v2(text("x".repeat(2000)), text("y".repeat(2000))));
        message("4001 characters in two texts", v2(text("x".repeat(2000)), text("y".repeat(2001))));
        message("an empty text", v2(text("")));
        message("a blank text", v2(text(" ")));
        message("as many bytes as can be stored", v2(text("汉".repeat(3386))));
        message("more bytes than can be stored", v2(text("汉".repeat(3387))));
        message("the highest colour", v2(coloured(0xFFFFFF)));
        message("a higher colour", v2(coloured(0x1000000)));
        message("a negative colour", v2(coloured(-1)));
        String pinging = "{\"content\": \"x\", \"allowed_mentions\": {\"parse\": [\"users\"], \"users\": [\"1\"]}}";
        message("mentions of all users and of one", pinging);
        String once = "{\"content\": \"once\", \"nonce\": \"%s\", \"enforce_nonce\": true}";
        message("a nonce of 25", once.formatted("n".repeat(25)));
        message("a nonce of 26", once.formatted("n".repeat(26)));
        assertGolden("sandbox/discord-messages.txt", answers.toString());
    }

    @Test
    void limitsButtonsAndMenus() {
        message("5 buttons", v2(row(numbered(5, i -> button("b" + i, "x")))));
        message("6 buttons", v2(row(numbered(6, i -> button("b" + i, "x")))));
        message("an id of 100, a label of 80", v2(row(button("x".repeat(100), "y".repeat(80)))));
        message("an id of 101", v2(row(button("x".repeat(101), "y"))));
        message("no id", v2(row(button("", "y"))));
        message("a label of 81", v2(row(button("x", "y".repeat(81)))));
        message("one id twice", v2(row(button("x", "y"), button("x", "z"))));
        message("a link of 512", v2(row(link("https://example.org/" + "x".repeat(492)))));
        message("a link of 513", v2(row(link("https://example.org/" + "x".repeat(493)))));
        message("a link into the client", v2(row(link("discord://example"))));
        message("a link of FTP", v2(row(link("ftp://example.org"))));
        message("a link without a host", v2(row(link("https:nowhere"))));
        message("25 options", v2(row(menu(numbered(25, i -> option("x", "v" + i, "d"))))));
        message("26 options", v2(row(menu(numbered(26, i -> option("x", "v" + i, "d"))))));
        message("texts of an option of 100", v2(row(menu(option("x".repeat(100), "y".repeat(100), "z".repeat(100))))));
        message("a label of an option of 101", v2(row(menu(option("x".repeat(101), "y", "z")))));
        message("a value of 101", v2(row(menu(option("x", "y".repeat(101), "z")))));
        message("a description of 101", v2(row(menu(option("x", "y", "z".repeat(101))))));
        message("a menu beside a button", v2(row(menu(option("x", "y", "z")), button("a", "b"))));
        assertGolden("sandbox/discord-controls.txt", answers.toString());
    }

    @Test
    void limitsCommands() {
        commands("a name of 32, a description of 100", command("n".repeat(32), "d".repeat(100)));
        commands("a name of 33", command("n".repeat(33), "d"));
        commands("capitals", command("Upper", "d"));
        commands("two words", command("two words", "d"));
        commands("no name", command("", "d"));
        commands("a description of 101", command("n", "d".repeat(101)));
        commands("no description", command("n", ""));
        commands("one name twice", command("n", "d"), command("n", "e"));
        commands("25 options", command("n", "d", numbered(25, i -> choice("o" + i, ""))));
        commands("26 options", command("n", "d", numbered(26, i -> choice("o" + i, ""))));
        commands("a required option last", command("n", "d", choice("a", ""), choice("b", ", \"required\": true")));
        commands("one option twice", command("n", "d", choice("a", ""), choice("a", "")));
        commands("25 choices", command("n", "d", choice("a", ", \"choices\": [" + choices(25) + "]")));
        commands("26 choices", command("n", "d", choice("a", ", \"choices\": [" + choices(26) + "]")));
        commands(
                "choices and suggestions",
                command("n", "d", choice("a", ", \"autocomplete\": true, \"choices\": [" + choices(1) + "]")));
        commands("a German name", localized("n", "name", "de", "über"));
        commands("an unknown language", localized("n", "name", "xx", "a"));
        commands("German capitals", localized("n", "name", "de", "Über"));
        commands("a German description of 100", localized("n", "description", "de", "d".repeat(100)));
        commands("a German description of 101", localized("n", "description", "de", "d".repeat(101)));
        String chosen =
                ", \"choices\": [{\"name\": \"n\", \"value\": \"v\", \"name_localizations\": {\"%s\": \"%s\"}}]";
        commands("a Spanish choice", command("n", "d", choice("a", chosen.formatted("es-419", "Un canal"))));
        commands("a choice in no language", command("n", "d", choice("a", chosen.formatted("es", "Un canal"))));
        commands("a German choice of 101", command("n", "d", choice("a", chosen.formatted("de", "x".repeat(101)))));
        commands("two German names", localized("a", "name", "de", "eins"), localized("b", "name", "de", "zwei"));
        commands("one German name twice", localized("a", "name", "de", "eins"), localized("b", "name", "de", "eins"));
        commands("a German name like another", command("a", "d"), localized("b", "name", "de", "a"));
        String named = ", \"name_localizations\": {\"de\": \"ort\"}";
        commands("one German option twice", command("n", "d", choice("a", named), choice("b", named)));
        assertGolden("sandbox/discord-commands.txt", answers.toString());
    }

    @Test
    void returnsTheFirstMessageForARepeatedNonce() {
        String body = "{\"content\": \"once\", \"nonce\": \"n\", \"enforce_nonce\": true}";
        JsonNode first = bot.say(bot.news, body).body().path("id");
        assertThat(bot.say(bot.news, body).body().path("id")).isEqualTo(first);
        assertThat(bot.sandbox.delivered()).isEqualTo(1);
    }

    @Test
    void countsThePingsThatAllowedMentionsLetThrough() {
        String text = "@everyone @here <@1> <@!2> <@&3> `@here <@9>`";
        assertThat(pings(text, "{}")).isEmpty();
        assertThat(pings(text, "{\"parse\": []}")).isEmpty();
        assertThat(pings(text, "null")).containsExactly("@everyone", "@here", "<@1>", "<@2>", "<@&3>");
        assertThat(pings(text, "{\"parse\": [\"everyone\"]}")).containsExactly("@everyone", "@here");
        assertThat(pings(text, "{\"parse\": [\"roles\"], \"users\": [\"2\"]}")).containsExactly("<@2>", "<@&3>");
    }

    private List<String> pings(String text, String allowed) {
        Http.Reply reply = bot.say(
                bot.news,
                "{\"flags\": %d, \"components\": [%s], \"allowed_mentions\": %s}".formatted(V2, text(text), allowed));
        return bot.sandbox.pings(Long.parseUnsignedLong(reply.body().path("id").asText()));
    }

    @Test
    void editsKeepWhatTheyDoNotNameAndObeyTheSameLimits() {
        JsonNode sent = bot.say(bot.news, v2(container(text("old"), row(button("a", "b")))))
                .body();
        assertThat(sent.at("/components/0/components/0/id").asInt())
                .as("number of the text")
                .isEqualTo(2);
        assertThat(sent.at("/components/0/components/1/components/0/id").asInt())
                .as("number of the button")
                .isEqualTo(4);
        String message =
                "channels/" + bot.news.id() + "/messages/" + sent.path("id").asText();
        Http.Reply edited = bot.http.send("PATCH", message, "{\"components\": [%s]}".formatted(text("new")));
        assertThat(edited.body().path("flags").asInt() & V2).isEqualTo(V2);
        assertThat(edited.body().at("/components/0/content").asText()).isEqualTo("new");
        assertThat(edited.body().path("edited_timestamp").asText()).isNotEmpty();
        assertThat(bot.http.send("PATCH", message, "{\"content\": \"legacy\"}").error("/content"))
                .isEqualTo("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2");
        assertThat(bot.http.get(message).body()).isEqualTo(edited.body());
        bot.http.send("DELETE", message, "").assertStatus(204);
        assertThat(bot.sandbox.screen(bot.news)).isEmpty();
        bot.http.send("PATCH", message, "{\"content\": \"x\"}").assertCode(10008);
    }

    @Test
    void keepsTheIdOfACommandThatIsRegisteredAgain() {
        JsonNode first = bot.http
                .send("PUT", bot.commands, "[" + command("again", "d") + "]")
                .body();
        JsonNode second = bot.http
                .send("PUT", bot.commands, "[" + command("again", "other") + "]")
                .body();
        assertThat(second.at("/0/id")).isEqualTo(first.at("/0/id"));
        assertThat(bot.http.get(bot.commands).body()).isEqualTo(second);
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

    private static String link(String url) {
        return "{\"type\": 2, \"style\": 5, \"url\": \"%s\", \"label\": \"x\"}".formatted(url);
    }

    private static String menu(String... options) {
        return "{\"type\": 3, \"custom_id\": \"m\", \"options\": [%s]}".formatted(String.join(",", options));
    }

    private static String option(String label, String value, String description) {
        return "{\"label\": \"%s\", \"value\": \"%s\", \"description\": \"%s\"}".formatted(label, value, description);
    }

    private static String command(String name, String description, String... options) {
        return "{\"name\": \"%s\", \"description\": \"%s\", \"options\": [%s]}"
                .formatted(name, description, String.join(",", options));
    }

    private static String localized(String name, String field, String language, String text) {
        return "{\"name\": \"%s\", \"description\": \"d\", \"%s_localizations\": {\"%s\": \"%s\"}}"
                .formatted(name, field, language, text);
    }

    private static String choice(String name, String more) {
        return "{\"type\": 3, \"name\": \"%s\", \"description\": \"d\"%s}".formatted(name, more);
    }

    private static String choices(int count) {
        return String.join(",", numbered(count, i -> "{\"name\": \"n%d\", \"value\": \"v%d\"}".formatted(i, i)));
    }

    private static String[] times(int count, String component) {
        return numbered(count, _ -> component);
    }

    private static String[] numbered(int count, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).toArray(String[]::new);
    }
}
