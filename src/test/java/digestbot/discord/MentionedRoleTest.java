package digestbot.discord;

import static digestbot.discord.DiscordFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.SubscriberStore;
import digestbot.audience.SubscriberStore.MentionedRole;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.action.SettingsAction;
import digestbot.delivery.api.SendResult.Sent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.discord.Channel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The role that a server mentions with each new digest.
@ExtendWith(SharedDiscord.class)
class MentionedRoleTest {

    private static final SandboxPerson ANN = DiscordFixture.person(801, "Ann");
    private static final SandboxPerson BEN = DiscordFixture.person(802, "Ben");
    private static final String REFUSED = "One of us may not mention this role. Choose another one, allow anyone to"
            + " mention it, or grant both of us “Mention @\u200beveryone, @\u200bhere, and All Roles” in this channel.";

    private final DiscordFixture fixture;

    MentionedRoleTest(DiscordFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void eachNewDigestMentionsThatRoleAloneBetweenItsTextAndItsButtons() {
        SandboxPlace channel = fixture.known(fixture.channel());
        String role = mention(channel);
        assertThat(pings(channel, digest(), false)).containsExactly("<@&" + role + ">");
        assertThat(DiscordFixture.text(fixture.fromBot(channel).getLast()))
                .isEqualTo("@\u200beveryone and News\n@Moderators\n[Settings]");
        assertThat(fixture.requests(path -> path.endsWith("/" + channel.id() + "/messages"))
                        .getLast()
                        .body()
                        .path("allowed_mentions"))
                .hasToString("{\"roles\":[\"" + role + "\"],\"parse\":[],\"replied_user\":false}");

        SandboxPlace forum = fixture.known(fixture.sandbox.channel(Channel.Kind.FORUM, DiscordFixture.name()));
        mention(forum);
        assertThat(pings(forum, digest(), false)).containsExactly("<@&" + role + ">");
    }

    @Test
    void nothingElseMentionsIt() {
        SandboxPlace channel = fixture.known(fixture.channel());
        assertThat(pings(channel, digest(), false)).as("not chosen").isEmpty();
        mention(channel);
        assertThat(pings(channel, digest(), true)).as("without a sound").isEmpty();
        assertThat(pings(channel, message(), false)).as("another part").isEmpty();
        Sent sent = fixture.sent(at(channel), message());
        fixture.platform.messenger().edit(at(channel), sent.messageId(), digest());
        assertThat(fixture.sandbox.pings(Long.parseLong(sent.messageId())))
                .as("a correction")
                .isEmpty();
    }

    @Test
    void aServerChoosesARoleThatTheBotMayMention() {
        SandboxPlace channel = fixture.known(fixture.channel());
        fixture.sandbox.promote(channel, ANN);
        assertThat(fixture.ask(ANN, channel, "/settings mention:@Moderators").action())
                .isEqualTo(new SettingsAction.TypedSettings(role(), "Moderators"));
        int before = fixture.answers.asked.size();
        fixture.sandbox.write(ANN, channel, "/settings mention:@everyone");
        fixture.awaitText(channel, REFUSED);
        assertThat(fixture.answers.asked).hasSize(before);
    }

    @Test
    void nobodyChoosesARoleThatTheyMayNotMentionThemselves() {
        SandboxPlace channel = fixture.known(fixture.channel());
        int before = fixture.answers.asked.size();
        fixture.sandbox.write(BEN, channel, "/settings mention:@Moderators");
        fixture.awaitText(channel, REFUSED);
        assertThat(fixture.answers.asked).hasSize(before);
    }

    private String role() {
        return fixture.platform
                .anyShard()
                .orElseThrow()
                .getRolesByName("Moderators", false)
                .getFirst()
                .getId();
    }

    private String mention(SandboxPlace channel) {
        String role = role();
        fixture.database.writeWithoutResult(tx -> new SubscriberStore()
                .setMentioned(
                        tx,
                        fixture.subscriber(tx, channel),
                        Optional.of(new MentionedRole(Long.parseLong(role), "Moderators"))));
        return role;
    }

    private static DiscordMessage message() {
        return DiscordRenderer.render(Content.text(
                "@everyone and News",
                List.of(List.of(Button.callback("Settings", new SettingsAction.ShowSettings())))));
    }

    private static DiscordMessage digest() {
        return message().startingDigest();
    }

    private List<String> pings(SandboxPlace channel, DiscordMessage message, boolean silent) {
        var sent = (Sent) fixture.platform.messenger().send(at(channel), message, DiscordFixture.name(), silent);
        return fixture.sandbox.pings(Long.parseLong(sent.messageId()));
    }
}
