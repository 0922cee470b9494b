package digestbot.faults;

import java.time.Duration;

/// So many connections ask for the picture of a large digest, each again after a second.
record CardFlood(int connections, Duration duration) implements Attack {

    @Override
    public String name() {
        return "cards";
    }

    @Override
    public boolean leavesOthersAlone() {
        return true;
    }

    @Override
    public long run(AttackedBot bot) {
        return Attack.ask(bot, "/large/" + Attack.today() + "/card.png", connections, duration, Duration.ofSeconds(1));
    }
}
