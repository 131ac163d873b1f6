/// From text to token ids and back: tokenizers, their files in the Hugging Face layout, and the special words
/// that frame a document.
///
/// It knows words and ids. It does not know tensors, models, what a document is for, or where a study keeps its
/// files. A tokenizer adds nothing to a text: who packs or prompts adds the special ids, in one place, once.
/// Read first: [parable.text.Tokenizer], [parable.text.WordTokenizer], [parable.text.Specials].
@NullMarked
package parable.text;

import org.jspecify.annotations.NullMarked;
