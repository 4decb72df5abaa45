//! From tokens to the text of a file.

use proc_macro2::{TokenStream, TokenTree};

use crate::emit::MARKER;

use super::imports::Imports;

/// The first line of every file that the generator writes; the output step knows its files by it.
pub(super) fn head(comment: &str, source: &str) -> String {
    format!("{comment} {MARKER} from specs/{source}; do not edit.\n")
}

/// A Rust file: head, docs, imports, and the items with blank lines between them.
pub(super) fn rust_file(
    source: &str,
    docs: &[String],
    imports: Imports<'_>,
    items: Vec<TokenStream>,
) -> String {
    let items: Vec<String> = items.into_iter().map(laid_out).filter(|text| !text.is_empty()).collect();
    let items = items.join("\n");
    let mut file = head("//", source);
    file.push('\n');
    for line in docs {
        file += format!("//! {line}").trim_end();
        file.push('\n');
    }
    let imports: TokenStream = imports.of(&items).parse().unwrap_or_default();
    for part in [laid_out(imports), items] {
        if !part.is_empty() {
            file.push('\n');
            file += &part;
        }
    }
    file
}

/// Items that belong together, as text. Each stands by itself, but for modules and exports.
fn laid_out(tokens: TokenStream) -> String {
    let parsed = match syn::parse2::<syn::File>(tokens) {
        Ok(parsed) => parsed,
        // The emitter wrote no Rust, which is its own mistake: let rustc say so.
        Err(error) => {
            return format!("compile_error!({:?});\n", format!("countersign wrote no Rust here: {error}"));
        }
    };
    let mut text = String::new();
    let mut before = None;
    for item in parsed.items {
        let kind = std::mem::discriminant(&item);
        let together = before == Some(kind) && matches!(item, syn::Item::Mod(_) | syn::Item::Use(_));
        if before.is_some() && !together {
            text.push('\n');
        }
        text += &match &item {
            syn::Item::Macro(item) if !item.mac.path.is_ident("macro_rules") => table(&item.mac),
            _ => {
                let file =
                    syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
                spaced(&prettyplease::unparse(&file))
            }
        };
        before = Some(kind);
    }
    text
}

/// A macro call with a line for each entry, which prettyplease would set as running text.
fn table(call: &syn::Macro) -> String {
    let path: Vec<String> = call.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let mut text = format!("{}! {{\n", path.join("::"));
    let mut entry = TokenStream::new();
    for token in call.tokens.clone() {
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {
                text += &format!("    {},\n", tight(std::mem::take(&mut entry)));
            }
            token => entry.extend([token]),
        }
    }
    text + "}\n"
}

/// An entry without the spaces in its paths. In one with a literal there is no path.
fn tight(entry: TokenStream) -> String {
    let has_literal = entry.clone().into_iter().any(|token| matches!(token, TokenTree::Literal(_)));
    let text = entry.to_string();
    if has_literal { text } else { text.replace(" :: ", "::") }
}

/// With a blank line between the functions of an `impl`, which prettyplease leaves out.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 64);
    let mut after_function = false;
    for line in text.lines() {
        if after_function && line != "}" {
            spaced.push('\n');
        }
        spaced += line;
        spaced.push('\n');
        after_function = line == "    }";
    }
    spaced
}

/// An identifier, raw or not.
pub(super) fn ident(name: &str) -> syn::Ident {
    syn::parse_str(name).unwrap_or_else(|_| syn::Ident::new("invalid_name", proc_macro2::Span::call_site()))
}

/// The name of a module's file: the module's name without `r#`.
pub(super) fn file_stem(module: &str) -> String {
    module.trim_start_matches("r#").to_owned()
}
