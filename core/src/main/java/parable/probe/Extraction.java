package parable.probe;

import parable.ground.Check;

/// How directions are made. Every field is part of a direction's identity.
///
/// @param emotion    that is watched; directions for all feelings are made together
/// @param perEmotion stories of each feeling in each part
/// @param skip       a story is read from this token on, counted among its real tokens; never more than a
///                   third of it is skipped
/// @param method     how states become a direction
/// @param neutral    share of neutral texts' variance whose principal directions are projected out; 0 for none
/// @param seed       of stories, neutral texts and reference texts
public record Extraction(String emotion, int perEmotion, int skip, Method method, double neutral, long seed) {
    /// Fewest tokens that are read of a story: the mean of fewer tells more of the last word than of the story.
    static final int LEAST_TOKENS = 8;

    public Extraction {
        Check.that(
                perEmotion >= 4, "a direction needs 4 stories of each feeling or more, but was given %d", perEmotion);
        Check.that(skip >= 0, "skip counts tokens, 0 or more, but was %d", skip);
        Check.share("neutral", neutral);
    }

    /// First token of a text of `tokens` real tokens that is read.
    int start(int tokens) {
        int start = Math.min(skip, tokens / 3);
        Check.that(
                tokens - start >= LEAST_TOKENS,
                "a story needs %d tokens after the skipped %d, but has %d in all; write longer stories",
                LEAST_TOKENS,
                start,
                tokens);
        return start;
    }
}
