/// How a text shows an AI, as a model that is asked sees it: one question a text, an answer of four lines, read to the
/// letter or not at all.
///
/// It does not know what a corpus is.
/// Read first: [parable.judge.portrayal.PassageQuestion], [parable.judge.portrayal.PassageAnswer].
@NullMarked
package parable.judge.portrayal;

import org.jspecify.annotations.NullMarked;
