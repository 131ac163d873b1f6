/// Open weights as a laboratory: a folder or file of Hugging Face's or GGUF is the beginning, and files of text are
/// what it reads.
///
/// It does not know arms, suites or claims. Read first: [parable.lab.checkpoint.OpenText].
@NullMarked
package parable.lab.checkpoint;

import org.jspecify.annotations.NullMarked;
