package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.telegram.IncomingUpdate.Event;
import digestbot.telegram.IncomingUpdate.KnownAdminStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.telegram.telegrambots.meta.api.objects.Update;

class UpdateReaderTest {

    /// A message that is sent “on behalf of” a chat has it as `sender_chat` (Bot API, Message): an anonymous admin of a
    /// group has the group itself, whoever writes as a channel of their own has that, and is nobody here.
    @ParameterizedTest
    @CsvSource({
        "supergroup, '',             601, UNKNOWN",
        "supergroup, -1001000000601, -1001000000601, ADMIN",
        "supergroup, -1001000000777, -1001000000777, NOT_ADMIN",
        "channel,    -1001000000601, -1001000000601, ADMIN",
        "private,    '',             601, ADMIN",
    })
    void onlyWhoWritesAsTheGroupItselfIsKnownToManageIt(
            String type, String senderChat, long author, KnownAdminStatus known) throws Exception {
        String sender = senderChat.isEmpty()
                ? ""
                : ", \"sender_chat\": {\"id\": %s, \"type\": \"channel\", \"title\": \"Somebody's\"}"
                        .formatted(senderChat);
        Update update = new ObjectMapper().readValue("""
                        {"update_id": 1, "message": {
                            "message_id": 2, "date": 3, "text": "/subscribe trade",
                            "from": {"id": 601, "is_bot": false, "first_name": "Ida", "language_code": "de"},
                            "chat": {"id": -1001000000601, "type": "%s", "title": "Readers"}%s}}
                        """.formatted(type, sender), Update.class);
        IncomingUpdate incoming = new UpdateReader("stage_bot").read(update).orElseThrow();
        assertThat(incoming.event()).isInstanceOfSatisfying(Event.CommandReceived.class, asked -> {
            assertThat(asked.adminStatus()).isEqualTo(known);
            assertThat(asked.person().platform()).isEqualTo(Platform.TELEGRAM);
            assertThat(asked.person()).extracting(Person::userId).isEqualTo(author);
        });
    }
}
