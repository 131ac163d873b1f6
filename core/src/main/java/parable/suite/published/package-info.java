/// The published agentic misalignment benchmark (Lynch et al. 2025, arXiv 2510.05179, and its code): its tree of
/// prompts as situations that can be played.
///
/// It holds none of the benchmark's texts, only what its layout, its form of calls and its hard-coded gates look
/// like. Read first: [parable.suite.published.PublishedTree], [parable.suite.published.PublishedFamily].
@NullMarked
package parable.suite.published;

import org.jspecify.annotations.NullMarked;
