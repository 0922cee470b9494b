package digestbot.delivery.outbox;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import digestbot.content.Content;
import digestbot.content.ContentOrigin;
import digestbot.content.action.Action;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.ReadAction;
import digestbot.database.RecordJson;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A message as it is stored until it is built.
public sealed interface StoredContent {

    record Whole(Content content) implements StoredContent {}

    /// The origin of a view of a digest: a few hundred bytes, whatever the length of the view.
    record Origin(ContentOrigin origin) implements StoredContent {}

    record File(FileRequest request) implements StoredContent {}

    static StoredContent of(Content content) {
        return content.origin().<StoredContent>map(Origin::new).orElseGet(() -> new Whole(content));
    }

    default String write() {
        return RecordJson.write(StoredJson.MAPPER.writerFor(StoredContent.class), this);
    }

    static Content content(String json) {
        if (read(json) instanceof Whole(Content content)) {
            return content;
        }
        throw new IllegalArgumentException("stored content is not whole");
    }

    static StoredContent read(String json) {
        try {
            return StoredJson.MAPPER.readValue(json, StoredContent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not stored content: " + e.getOriginalMessage(), e);
        }
    }

    /// Maps records to JSON. A record of a sealed interface has its simple name as `kind`, and a
    /// press is encoded as in button data.
    final class StoredJson {

        private static final String KIND = "kind";

        static final JsonMapper MAPPER = RecordJson.mapper()
                .annotationIntrospector(new SealedInterfaces())
                .addModule(presses())
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();

        private StoredJson() {}

        /// The text that is in the JSON of a record of that type, and in no text in it, in which
        /// quotes are escaped.
        static String kind(Class<?> type) {
            return "\"%s\":\"%s\"".formatted(KIND, type.getSimpleName());
        }

        private static SimpleModule presses() {
            return new SimpleModule()
                    .addSerializer(Action.class, new JsonSerializer<>() {
                        @Override
                        public void serialize(Action press, JsonGenerator out, SerializerProvider provider)
                                throws IOException {
                            out.writeString(press.encode());
                        }
                    })
                    .addDeserializer(Action.class, new PressReader<>(Action.class))
                    .addDeserializer(ReadAction.ShowMenu.class, new PressReader<>(ReadAction.ShowMenu.class))
                    .addDeserializer(ReadAction.Show.class, new PressReader<>(ReadAction.Show.class));
        }

        private static final class PressReader<P extends Action> extends JsonDeserializer<P> {

            private final Class<P> type;

            PressReader(Class<P> type) {
                this.type = type;
            }

            @Override
            public P deserialize(JsonParser in, DeserializationContext context) throws IOException {
                String code = in.getText();
                return ActionSpec.decode(code)
                        .filter(type::isInstance)
                        .map(type::cast)
                        .orElseThrow(() -> new IllegalArgumentException("invalid press: " + code));
            }
        }

        /// Finds the records of a sealed interface without annotations.
        @SuppressWarnings("serial")
        private static final class SealedInterfaces extends JacksonAnnotationIntrospector {

            @Override
            public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated of) {
                return isSealedInterface(of) && !Action.class.isAssignableFrom(of.getRawType())
                        ? JsonTypeInfo.Value.construct(
                                JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, KIND, null, false, null, null)
                        : super.findPolymorphicTypeInfo(config, of);
            }

            @Override
            public @Nullable List<NamedType> findSubtypes(Annotated of) {
                return isSealedInterface(of)
                        ? Stream.of(of.getRawType().getPermittedSubclasses())
                                .map(each -> new NamedType(each, each.getSimpleName()))
                                .toList()
                        : super.findSubtypes(of);
            }

            private static boolean isSealedInterface(Annotated of) {
                return of.getRawType().isSealed() && of.getRawType().isInterface();
            }
        }
    }
}
