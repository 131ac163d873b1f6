package parable.suite;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import parable.ground.Hash;

/// The Markdown files of a story.
///
/// @param people   briefs for the people's player; without it no one is played
/// @param identity over the bytes of all but `people`: without players they decide nothing
record TemplateTexts(Bodies system, Bodies mail, Bodies documents, Optional<Bodies> people, String identity) {
    static TemplateTexts read(String folder, TemplateSource source, String canary, Origin story) {
        String system = source.text("system.md");
        String mail = source.text("mail.md");
        String documents = source.text("documents.md");
        return new TemplateTexts(
                new Bodies(folder + "/system.md", system, canary, story),
                new Bodies(folder + "/mail.md", mail, canary, story),
                new Bodies(folder + "/documents.md", documents, canary, story),
                source.optional("people.md").map(text -> new Bodies(folder + "/people.md", text, canary, story)),
                Hash.of(system, mail, documents));
    }

    /// Texts that stand in the story's own file.
    static TemplateTexts of(Origin story, Map<String, String> system, Map<String, String> mail) {
        return new TemplateTexts(
                Bodies.of(story, system),
                Bodies.of(story, mail),
                Bodies.of(story, Map.of()),
                Optional.empty(),
                Hash.of(system, mail));
    }

    Stream<Bodies> all() {
        return Stream.concat(Stream.of(system, mail, documents), people.stream());
    }

    void checkAllUsed() {
        all().forEach(Bodies::checkAllUsed);
    }
}
