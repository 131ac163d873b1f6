/// Open weights as chat models, in this process: a folder in Hugging Face layout or a GGUF file.
///
/// It knows models, chat templates and how model families write tool calls. It does not know scenarios or
/// judges. Read first: [parable.audit.chat.local.LocalChatModel], [parable.audit.chat.local.TemplateInput],
/// [parable.audit.chat.local.WrittenCalls].
@NullMarked
package parable.audit.chat.local;

import org.jspecify.annotations.NullMarked;
