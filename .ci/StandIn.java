import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.time.InstantSource;

/// Stands in for Telegram, with one reader who subscribes as soon as the bot asks for messages, and
/// prints what happens: `java -cp digestbot.jar:lib/digestbot-sandbox.jar StandIn.java PORT TOKEN TOPIC`.
final class StandIn {

    private StandIn() {}

    public static void main(String... words) throws InterruptedException {
        var reader = new SandboxPerson(501, "Reader", "en");
        SandboxPlace chat = SandboxPlace.privateChat(reader);
        TelegramSandbox telegram =
                TelegramSandbox.start(Integer.parseInt(words[0]), words[1], "digest_bot", InstantSource.system());
        telegram.listen(System.out::println);
        telegram.join(reader, chat);
        while (telegram.polls() == 0) {
            Thread.sleep(100);
        }
        telegram.write(reader, chat, "/subscribe " + words[2]);
        Thread.currentThread().join();
    }
}
