/// The command line: commands, progress, interruption, exit codes.
///
/// It is the only room that prints, ends the process or reads the environment; the work itself is delegated.
/// A command is a picocli class that takes a [parable.cli.Shell]; [parable.cli.Main] lists them all.
/// Read first: [parable.cli.Main], [parable.cli.Shell], [parable.cli.TerminalProgress].
@NullMarked
package parable.cli;

import org.jspecify.annotations.NullMarked;
