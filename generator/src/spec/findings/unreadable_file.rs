//! C0001: a file that cannot be read at all.

use crate::diagnostics::{Finding, Rule, Severity};
use crate::spec::Span;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    id: "C0001",
    name: "unreadable-file",
    severity: Severity::Error,
    summary: "A file or folder below the specs folder, or `countersign.yaml`, cannot be read.",
    why: "A spec that is left out silently would drop endpoints from the generated crate. So what looks like a spec \
          is read completely or stops the run: it must be a regular file of UTF-8 text, at most 8 MiB long, and \
          readable for you.",
    fix: "Save the file as UTF-8, split it, give it read permission, or move what is not a spec out of the folder.",
    example: "specs/claro/v1/pay.yaml/        # a folder with the name of a file\n\
              specs/claro/v1/payments/pay.yaml  # fixed",
};

/// The operating system refuses.
pub(crate) fn io(span: Span, error: &std::io::Error) -> Finding {
    Finding::new(&RULE, span, format!("cannot be read: {error}"))
        .help("check that it exists and that you may read it; a broken link points nowhere")
}

/// A folder that is called like a file.
pub(crate) fn is_folder(span: Span) -> Finding {
    Finding::new(&RULE, span, "is a folder, but is named like a spec file")
        .help("rename the folder without `.yaml`, or replace it by a file")
}

/// A pipe, a socket, a device.
pub(crate) fn not_a_file(span: Span) -> Finding {
    Finding::new(&RULE, span, "is neither a file nor a folder")
        .help("specs are regular files: move this elsewhere")
}

/// A link that leads back to a folder it is in, or folders beyond all measure.
pub(crate) fn endless(span: Span) -> Finding {
    Finding::new(&RULE, span, "leads back to a folder that it is in, or lies too deep")
        .help("remove the symbolic link; an endpoint's path has at most 32 parts")
}

/// More than a person could have written.
pub(crate) fn too_large(span: Span, bytes: u64, limit: u64) -> Finding {
    Finding::new(&RULE, span, format!("is {bytes} bytes long; the limit is {limit}"))
        .help("split it: one endpoint a file, shared types in `types.yaml`")
}

/// Latin-1, UTF-16 and the like.
pub(crate) fn not_utf8(span: Span) -> Finding {
    Finding::new(&RULE, span, "is not UTF-8 text")
        .label("the first byte that is not UTF-8")
        .help("save the file with the encoding UTF-8")
}
