package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.content.action.AttachedPicture;
import digestbot.content.action.BroadcastRequest;
import digestbot.delivery.files.PictureStore.Picture;
import digestbot.telegram.ChatAdminLookup.AdminStatus;
import digestbot.telegram.IncomingUpdate.Event;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.telegram.telegrambots.meta.api.objects.Update;

class UpdateReaderTest {

    /// A message that is sent “on behalf of” a chat has it as `sender_chat` (Bot API, Message): an
    /// anonymous admin of a group has the group itself; others have a channel of their own, which
    /// gives no rights here.
    @ParameterizedTest
    @CsvSource({
        "supergroup, '',             601, UNKNOWN",
        "supergroup, -1001000000601, -1001000000601, ADMIN",
        "supergroup, -1001000000777, -1001000000777, NOT_ADMIN",
        "channel,    -1001000000601, -1001000000601, ADMIN",
        "private,    '',             601, ADMIN",
    })
    void onlyWhoWritesAsTheGroupItselfIsKnownToManageIt(String type, String senderChat, long author, AdminStatus known)
            throws Exception {
        String sender = senderChat.isEmpty()
                ? ""
                : ", \"sender_chat\": {\"id\": %s, \"type\": \"channel\", \"title\": \"Somebody's\"}"
                        .formatted(senderChat);
        Event.CommandReceived received = received("""
                        {"update_id": 1, "message": {
                            "message_id": 2, "date": 3, "text": "/subscribe trade",
                            "from": {"id": 601, "is_bot": false, "first_name": "Ida", "language_code": "de"},
                            "chat": {"id": -1001000000601, "type": "%s", "title": "Readers"}%s}}
                        """.formatted(type, sender));
        assertThat(received.adminStatus()).isEqualTo(known);
        assertThat(received.person().platform()).isEqualTo(Platform.TELEGRAM);
        assertThat(received.person()).extracting(Person::userId).isEqualTo(author);
    }

    /// `asked` is the payload of the link in the message that is replied to.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stage_bot | stage_bot | 1-m-7-s1 | too high | Mistake[about=Optional[ReportMistakeIn[digest=7, about=OnePerspective[ordinal=1]]], words=too high]
            stage_bot | stage_bot | 1-q-s    | steel    | Search[words=steel]
            stage_bot | stage_bot | 1-q-s    | /help    | ShowHelp[]
            other_bot | stage_bot | 1-m-7-s1 | too high | Search[words=too high]
            stage_bot | other_bot | 1-m-7-s1 | too high | Search[words=too high]
            """)
    void aReplyToAQuestionOfTheBotIsItsAnswer(String author, String linked, String asked, String text, String command)
            throws Exception {
        Event.CommandReceived received = received("""
                        {"update_id": 1, "message": {
                            "message_id": 2, "date": 3, "text": "%s",
                            "entities": [{"type": "bold", "offset": 0, "length": 3}],
                            "from": {"id": 601, "is_bot": false, "first_name": "Ida"},
                            "chat": {"id": 601, "type": "private"},
                            "reply_to_message": {
                                "message_id": 1, "date": 3, "text": "What is wrong? Here",
                                "from": {"id": 1, "is_bot": true, "first_name": "Bot", "username": "%s"},
                                "chat": {"id": 601, "type": "private"},
                                "entities": [{"type": "text_link", "offset": 15, "length": 4,
                                    "url": "https://t.me/%s?start=%s"}]}}}
                        """.formatted(text, author, linked, asked));
        assertThat(received.invocation().action().toString().replace("\n", "\\n"))
                .isEqualTo(command);
    }

    /// `message` has members of the message that is replied to.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /broadcast      | "text": "big news", "entities": [{"type": "bold", "offset": 0, "length": 3}] | **big** news
            /broadcast      | "caption": "big news", "caption_entities": [{"type": "bold", "offset": 4, "length": 4}] | big **news**
            /broadcast      | "forum_topic_created": {"name": "Talk", "icon_color": 1} | ''
            /broadcast Mine | "text": "big news"                                       | Mine
            '  /broadcast Mine' | "text": "big news"                                   | Mine
            """)
    void aBroadcastWithoutATextHasThatOfTheMessageItRepliesTo(String typed, String message, String text)
            throws Exception {
        Event.CommandReceived received = received("""
                        {"update_id": 1, "message": {
                            "message_id": 2, "date": 3, "text": "%s",
                            "from": {"id": 601, "is_bot": false, "first_name": "Ida"},
                            "chat": {"id": 601, "type": "private"},
                            "reply_to_message": {
                                "message_id": 1, "date": 3, %s,
                                "from": {"id": 602, "is_bot": false, "first_name": "Ann"},
                                "chat": {"id": 601, "type": "private"}}}}
                        """.formatted(typed, message));
        assertThat(received.invocation().action()).isEqualTo(new BroadcastRequest.WriteBroadcast(text));
    }

    /// The picture is a file id, or empty if there is none.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"file_id": "small", "file_size": 90000}, {"file_id": "large", "file_size": 5242880}   | large
            {"file_id": "small", "file_size": 90000}, {"file_id": "too large", "file_size": 5242881} | small
            {"file_id": "small"}, {"file_id": "large"}                                             | large
            {"file_id": "too large", "file_size": 5242881}                                         | ''
            """)
    void aBroadcastHasTheLargestSizeOfThePictureItRepliesTo(String sizes, String picture) throws Exception {
        var command = (BroadcastRequest.WriteBroadcast)
                received("""
                        {"update_id": 1, "message": {
                            "message_id": 2, "date": 3, "text": "/broadcast Look",
                            "from": {"id": 601, "is_bot": false, "first_name": "Ida"},
                            "chat": {"id": 601, "type": "private"},
                            "reply_to_message": {
                                "message_id": 1, "date": 3, "caption": "At the port", "photo": [%s],
                                "from": {"id": 602, "is_bot": false, "first_name": "Ann"},
                                "chat": {"id": 601, "type": "private"}}}}
                        """.formatted(sizes)).invocation().action();
        command.picture().ifPresent(attached -> attached.fetch(Picture.MAX_BYTES));
        assertThat(command.text()).isEqualTo("Look");
        assertThat(command.picture().flatMap(AttachedPicture::content).map(String::new))
                .isEqualTo(Optional.of(picture).filter(id -> !id.isEmpty()));
    }

    private static Event.CommandReceived received(String json) throws Exception {
        return (Event.CommandReceived) new UpdateReader(
                        new BotAccount("stage_bot"),
                        fileId -> new AttachedPicture(
                                () -> new ByteArrayInputStream(fileId.getBytes(StandardCharsets.UTF_8))))
                .read(new ObjectMapper().readValue(json, Update.class))
                .orElseThrow()
                .event();
    }
}
