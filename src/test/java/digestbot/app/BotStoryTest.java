package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class BotStoryTest extends BotStory {

    @Test
    void aDigestAndABroadcastReachTheirReadersOnBothPlatforms() throws Exception {
        drop("2026-01-05", "An old one");
        start(OWNER + "topics: {trade: {name: Goods}}");
        SandboxPlace news = fixture.discord.channel("news");
        fixture.discord.promote(news, ada);
        ChatDriver channel = ChatDriver.onDiscord(fixture, news, ada);

        telegram.write("/subscribe trade", "Subscribed to Goods");
        channel.write("/subscribe trade", "Goods will be posted here");
        assertThat(telegram.text() + channel.text())
                .as("what was there before the bot is sent to nobody")
                .doesNotContain("An old one");
        telegram.write("/today trade", "An old one");
        channel.write("/today trade", "An old one");

        fixture.drop("invalid.md", "---\ntopic: trade\n---\n");
        fixture.drop(
                "draft.md", digest(YESTERDAY, "In the making").replace("topic: trade", "topic: trade\ndraft: true"));
        drop(TODAY, "Ports agree");
        telegram.shows("Ports agree");
        channel.shows("Ports agree");
        assertThat(telegram.text() + channel.text()).as("a draft").doesNotContain("In the making");
        assertThat(bot().invalidFiles()).as("invalid files").isEqualTo(1);

        pressSources(telegram);
        assertThat(BotFixture.text(List.of(telegram.newest())))
                .as("the private message changes in place")
                .contains("One article")
                .doesNotContain("Ports agree");
        pressSources(channel);
        assertThat(channel.newest().onlyFor())
                .as("a member of a server looks alone")
                .contains(ada);

        ChatDriver owner = ChatDriver.onTelegram(fixture, fixture.privateChat(OLGA), OLGA);
        fixture.replyToPicture(OLGA, "Maintenance on Sunday", "/broadcast");
        owner.shows("[picture 300×200]", "2 recipients (Telegram 1, Discord 1)");
        owner.tap("Send to 2", "Sent: 2");
        for (ChatDriver reader : List.of(telegram, channel)) {
            reader.shows("Maintenance on Sunday");
            assertThat(reader.newest().rows()).anyMatch(ClientRow.AttachedFile.class::isInstance);
        }
        owner.tap("Withdraw…", "Withdraw from 2 chats?");
        owner.tap("Withdraw from 2 chats", "Withdrawn: 2");
        telegram.showsNoMore("Maintenance on Sunday");
        channel.showsNoMore("Maintenance on Sunday");

        telegram.write("/unsubscribe trade", "Unsubscribed from");
        fixture.drop("later.md", digest("2026-02-04", "For Discord alone"));
        channel.shows("For Discord alone");
        sent(DeliveryCause.DIGEST, 3);
        assertThat(telegram.text()).as("who unsubscribed").doesNotContain("For Discord alone");
    }

    private static void pressSources(ChatDriver reader) {
        ShownMessage digest = reader.messages()
                .filter(message -> BotFixture.text(List.of(message)).contains("Ports agree"))
                .findFirst()
                .orElseThrow();
        reader.pressOnly(digest, "Sources");
        reader.shows("One article");
    }
}
