package parable.audit.story;

import parable.ground.Hash;

/// The Markdown files of a story.
///
/// @param identity over their bytes
record StoryTexts(Bodies system, Bodies mail, Bodies documents, String identity) {
    static StoryTexts read(String folder, StorySource source, String canary) {
        String system = source.text("system.md");
        String mail = source.text("mail.md");
        String documents = source.text("documents.md");
        return new StoryTexts(
                new Bodies(folder + "/system.md", system, canary),
                new Bodies(folder + "/mail.md", mail, canary),
                new Bodies(folder + "/documents.md", documents, canary),
                Hash.of(system, mail, documents));
    }

    void checkAllUsed() {
        system.checkAllUsed();
        mail.checkAllUsed();
        documents.checkAllUsed();
    }
}
