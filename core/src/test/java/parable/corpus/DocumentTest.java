package parable.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parable.ground.Json;

class DocumentTest {
    private static final Document.Origin ORIGIN = new Document.Origin("stories", 3);

    @Test
    void everyKindOfBodyComesBackFromJson() {
        List<Body> bodies = List.of(
                new Body.Plain("a story ."),
                new Body.Running("a page ."),
                new Body.Conversation(
                        List.of(new Body.Turn(Body.Role.USER, "why ?"), new Body.Turn(Body.Role.ASSISTANT, "so ."))));

        for (Body body : bodies) {
            Document document = new Document("d", body, ORIGIN, Map.of("genre", "diary"), 0.5);
            assertThat(Json.read(Json.line(document), Document.class)).isEqualTo(document);
        }
    }

    /// The form in which samples of earlier studies are stored.
    @Test
    void aPlainTextIsStoredAsText() {
        assertThat(Json.line(new Document("d", "a story .", ORIGIN, Map.of(), 1)))
                .isEqualTo(
                        "{\"id\":\"d\",\"text\":\"a story .\",\"origin\":{\"source\":\"stories\",\"index\":3},\"tags\":{},\"weight\":1.0}");
    }
}
