/// Commands about training text: what is in a corpus.
///
/// Read first: [parable.cli.curate.CurateCommand].
@NullMarked
package parable.cli.curate;

import org.jspecify.annotations.NullMarked;
