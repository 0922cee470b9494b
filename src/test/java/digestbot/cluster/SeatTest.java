package digestbot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeatTest {

    @Test
    void theTitleIsTheNameWithoutTheAccount() {
        Seat discord = Seat.ofAccount("discord", "456");
        assertThat(discord.title()).isEqualTo("discord");
        assertThat(discord.part("shards:4-7").title()).isEqualTo("discord shards 4-7");
        assertThat(Seat.ofAccount("discord", "").part("shards:4-7").title()).isEqualTo("discord shards 4-7");
        assertThat(Seat.INTAKE.title()).isEqualTo("intake");
    }
}
