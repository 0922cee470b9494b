package digestbot.faults;

import digestbot.markdown.HostileMarkdown;
import java.io.IOException;
import java.nio.file.Files;

/// Very many files that are no digests, and digests that cost a parser far more than their size.
record HostileFiles(int files) implements Attack {

    private static final int MAX_LENGTH = 200_000;

    @Override
    public String name() {
        return "files";
    }

    @Override
    public int disk() {
        return 48;
    }

    @Override
    public long run(AttackedBot bot) throws IOException {
        for (int i = 0; i < files && bot.isAlive(); i++) {
            Files.writeString(
                    bot.botHome.digests().resolve("bad-%05d.md".formatted(i)),
                    "---\ntitle: Number " + i + "\n---\nnothing\n");
        }
        int hostile = 0;
        for (HostileMarkdown.Input input : HostileMarkdown.all().toList()) {
            String text =
                    input.text().substring(0, Math.min(MAX_LENGTH, input.text().length()));
            String topic = "hostile-" + hostile++;
            bot.botHome.drop(
                    topic + ".md", new MarkedDigests(topic, "z", 1).text().replace("- Qzh00Q", text + "\n\n- Qzh00Q"));
        }
        return (long) files + hostile;
    }
}
