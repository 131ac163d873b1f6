package parable.teach;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parable.corpus.Body;
import parable.corpus.Document;

/// One row of the arms: the document that it comes from, and the one text in it that is edited. In a conversation that
/// is the assistant's last answer; what is said before it stays.
///
/// @param clause what it teaches; empty where that is not said
record Row(Document source, String clause, String text) {
    static final String CLAUSE = "clause";

    static Row of(Document source) {
        return new Row(source, source.tag(CLAUSE), edited(source.body()));
    }

    String id() {
        return source.id();
    }

    Row with(String draft) {
        return new Row(source, clause, draft);
    }

    private static String edited(Body body) {
        return switch (body) {
            case Body.Conversation talk -> talk.turns().get(last(talk)).text();
            case Body.Plain(String text) -> text;
            case Body.Running(String text) -> text;
        };
    }

    private static int last(Body.Conversation talk) {
        for (int i = talk.turns().size() - 1; i >= 0; i--) {
            if (talk.turns().get(i).role() == Body.Role.ASSISTANT) {
                return i;
            }
        }
        throw new IllegalStateException("a conversation has an answer of the assistant");
    }

    /// The document with another text in place of the edited one.
    Document document(String text) {
        if (!(source.body() instanceof Body.Conversation talk)) {
            return source.withText(text);
        }
        List<Body.Turn> turns = new ArrayList<>(talk.turns());
        turns.set(last(talk), new Body.Turn(Body.Role.ASSISTANT, text));
        return new Document(source.id(), new Body.Conversation(turns), source.origin(), source.tags(), source.weight());
    }

    /// What a teacher is shown of it: the text, after what was said before it.
    String shown(String text) {
        if (!(source.body() instanceof Body.Conversation talk)) {
            return text;
        }
        StringBuilder all = new StringBuilder();
        for (Body.Turn turn : talk.turns().subList(0, last(talk))) {
            all.append(turn.role().name().toLowerCase(Locale.ROOT))
                    .append(": ")
                    .append(turn.text())
                    .append("\n\n");
        }
        return all + "The answer that is meant:\n" + text;
    }
}
