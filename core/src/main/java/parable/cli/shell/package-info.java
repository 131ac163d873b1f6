/// What every command shares: output, progress, interruption, exit codes, common options.
///
/// Read first: [parable.cli.shell.Shell], [parable.cli.shell.ExitCode], [parable.cli.shell.TerminalProgress].
@NullMarked
package parable.cli.shell;

import org.jspecify.annotations.NullMarked;
