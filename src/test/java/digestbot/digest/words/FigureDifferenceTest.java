package digestbot.digest.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureDifferenceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 12 killed in the blast | en | 15 dead after blast | 12 killed, 15 dead
            en | Blast leaves twelve people dead | en | 15 people killed | twelve people dead, 15 people killed
            en | 12 killed | de | 15 Tote nach Explosion | 12 killed, 15 Tote
            en | 12 killed | es | 15 muertos en la explosión | 12 killed, 15 muertos
            en | 12 killed | zh | 爆炸致15人死亡 | 12 killed, 15人死亡
            en | Navy sends 40 warships | en | 25 warships near the island | 40 warships, 25 warships
            en | A 6.1-magnitude quake | en | Magnitude 6.6 quake | 6.1-magnitude, Magnitude 6.6
            en | Firm cuts 3,000.5 jobs | en | Firm cuts 9,000.5 jobs | 3,000.5 jobs, 9,000.5 jobs
            de | 300 Festnahmen in Berlin | en | Police made 500 arrests | 300 Festnahmen, 500 arrests
            en | 12 killed | en | 12 dead |
            en | about 12 killed | en | 12 killed |
            en | about 10 killed | en | 12 killed |
            en | at least 12 killed | en | 15 killed |
            de | mindestens 12 Tote | de | 15 Tote |
            en | 12 killed | zh | 至少15人死亡 |
            en | 12 killed, later 14 dead | en | 15 dead |
            en | 12 people injured | en | 15 people rescued |
            en | 12 killed | en | 15 arrested |
            en | Prices rise 5 percent | en | Index falls by 8 points |
            en | rates cut by 5 percent | en | rates cut by 5 points |
            en | Exports rise 5 percent | en | Imports rise 9 percent |
            en | 1,000 jobs | en | 1.02 thousand jobs |
            en | the 2024 election | en | the 2028 election |
            en | on 5 May talks began | en | on 9 May talks began |
            en | 12 killed | fr | 15 voitures |
            en | Twelve ships | en | 12 ships |
            en | The 12th summit | en | The 15th summit |
            en | $3 billion deal | en | €5 billion deal |
            """)
    void sidesGiveDifferentNumbersOfOneThing(
            String language, String one, String otherLanguage, String other, String difference) {
        assertThat(FigureDifference.of(List.of(NewsText.of(one, language)), List.of(NewsText.of(other, otherLanguage)))
                        .map(found -> found.one() + ", " + found.other()))
                .isEqualTo(Optional.ofNullable(difference));
    }
}
