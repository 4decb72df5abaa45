//! The files of a crate, and which of them each one names, read from the sources.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::{Item, UseTree};

/// A module's path below the root of its crate; empty for the root.
pub(crate) type Module = Vec<String>;

/// The modules of a crate that are files, without their tests.
pub(crate) struct Files(BTreeMap<Module, Source>);

struct Source {
    /// The names that `use` brings in, and the paths that they stand for.
    names: BTreeMap<String, Vec<String>>,
    /// All paths in the file, but those that it re-exports from its own submodules.
    paths: BTreeSet<Vec<String>>,
}

impl Files {
    /// Reads all files below a `src`.
    pub(crate) fn read(src: &Path) -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![(src.to_owned(), Module::new())];
        while let Some((folder, module)) = folders.pop() {
            for entry in
                std::fs::read_dir(&folder).expect("a folder of sources").map(|entry| entry.expect("an entry"))
            {
                let name = entry.file_name().into_string().expect("a name in UTF-8");
                if matches!(name.as_str(), "tests" | "tests.rs") {
                    continue;
                }
                let below = |name: &str| [module.as_slice(), &[name.to_owned()]].concat();
                if entry.file_type().expect("a file type").is_dir() {
                    folders.push((entry.path(), below(&name)));
                } else if let Some(stem) = name.strip_suffix(".rs") {
                    let is_root_file = matches!(stem, "mod" | "lib" | "main");
                    let at = if is_root_file { module.clone() } else { below(stem) };
                    files.insert(at, Source::read(&std::fs::read_to_string(entry.path()).expect("a source")));
                }
            }
        }
        Self(files)
    }

    /// Each file with the files that it names: where an item is defined, and the reexports on the way there.
    pub(crate) fn imports(&self) -> BTreeMap<Module, Vec<Import>> {
        let of = |(module, file): (&Module, &Source)| {
            let imports = file.paths.iter().filter_map(|path| self.find(module, path));
            (module.clone(), imports.filter(|import| import.file != *module).collect())
        };
        self.0.iter().map(of).collect()
    }

    /// Follows a path that is written in a module. `None` when it leads out of the crate, or is no path of a module.
    fn find(&self, from: &Module, path: &[String]) -> Option<Import> {
        let mut reexports = Vec::new();
        let (mut at, mut rest) = self.begin(from, path)?;
        // A re-export of a re-export comes to an end long before that.
        for _ in 0..1000 {
            let Some((name, behind)) = rest.split_first() else { break };
            let child = [at.as_slice(), std::slice::from_ref(name)].concat();
            if self.0.contains_key(&child) {
                (at, rest) = (child, behind.to_vec());
            } else if let Some(alias) = self.0.get(&at)?.names.get(name).filter(|alias| *alias != &rest) {
                reexports.push(at.clone());
                let path = [alias.as_slice(), behind].concat();
                (at, rest) = self.begin(&at, &path)?;
            } else {
                break;
            }
        }
        Some(Import { file: at, reexports })
    }

    /// The module at which a path begins, and the rest of the path.
    fn begin(&self, from: &Module, path: &[String]) -> Option<(Module, Vec<String>)> {
        let mut at = from.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => (at, rest) = (Module::new(), rest.get(1..)?),
            "self" => rest = rest.get(1..)?,
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    at.pop()?;
                    rest = rest.get(1..)?;
                }
            }
            name => {
                let child = [at.as_slice(), &[name.to_owned()]].concat();
                let known = self.0.contains_key(&child) || self.0.get(&at)?.names.contains_key(name);
                known.then_some(())?;
            }
        }
        Some((at, rest.to_vec()))
    }
}

/// A file that another one names.
pub(crate) struct Import {
    /// The file in which the item is defined.
    pub(crate) file: Module,
    /// The files by whose re-exports it is found.
    pub(crate) reexports: Vec<Module>,
}

impl Source {
    fn read(text: &str) -> Self {
        let parsed = syn::parse_file(text).expect("Rust");
        let mut module = Self { names: BTreeMap::new(), paths: BTreeSet::new() };
        let submodules: BTreeSet<String> = parsed
            .items
            .iter()
            .filter_map(|item| if let Item::Mod(inner) = item { Some(inner.ident.to_string()) } else { None })
            .collect();
        for item in parsed.items.iter().filter(|item| !is_elsewhere(item)) {
            let Item::Use(import) = item else {
                paths(item.to_token_stream(), &[], &mut module.paths);
                continue;
            };
            let is_private = matches!(import.vis, syn::Visibility::Inherited);
            for (name, path) in leaves(&import.tree, &[]) {
                let own = path.iter().find(|segment| *segment != "self");
                if is_private || !own.is_some_and(|segment| submodules.contains(segment)) {
                    module.paths.insert(path.clone());
                }
                module.names.insert(name, path);
            }
        }
        module
    }
}

/// Whether an item is compiled for tests or docs only, or is a macro, whose text is code of the place that calls it.
fn is_elsewhere(item: &Item) -> bool {
    let (Item::Mod(syn::ItemMod { attrs, .. }) | Item::Use(syn::ItemUse { attrs, .. })) = item else {
        return matches!(item, Item::Macro(_));
    };
    attrs.iter().any(|attribute| {
        matches!(
            attribute.to_token_stream().to_string().replace(' ', "").as_str(),
            "#[cfg(test)]" | "#[cfg(doc)]"
        )
    })
}

/// The names that a `use` brings in, with their paths.
fn leaves(tree: &UseTree, before: &[String]) -> Vec<(String, Vec<String>)> {
    let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
    match tree {
        UseTree::Path(path) => leaves(&path.tree, &with(&path.ident)),
        UseTree::Group(group) => group.items.iter().flat_map(|tree| leaves(tree, before)).collect(),
        UseTree::Name(name) if name.ident == "self" => {
            vec![(before.last().cloned().unwrap_or_default(), before.to_vec())]
        }
        UseTree::Name(name) => vec![(name.ident.to_string(), with(&name.ident))],
        UseTree::Rename(rename) => vec![(rename.rename.to_string(), with(&rename.ident))],
        UseTree::Glob(_) => vec![("*".to_owned(), before.to_vec())],
    }
}

/// Collects all paths of two or more names, `a::{b, c}` taken apart. Code that is emitted is another crate's.
fn paths(tokens: TokenStream, before: &[String], found: &mut BTreeSet<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: usize, wanted: &str| tokens.get(at).is_some_and(|token| token.to_string() == wanted);
    // `pub(in a::b)` names nothing.
    let mut at = if is(0, "in") { tokens.len() } else { 0 };
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Ident(name) if *name == "quote" && is(at, "!") => at += 2,
            TokenTree::Ident(name) => {
                let mut path = [before, &[name.to_string()]].concat();
                while is(at, ":") && is(at + 1, ":") {
                    match tokens.get(at + 2) {
                        Some(TokenTree::Ident(name)) => path.push(name.to_string()),
                        Some(TokenTree::Group(group)) => paths(group.stream(), &path, found),
                        _ => break,
                    }
                    at += 3;
                }
                found.extend((path.len() > 1).then_some(path));
            }
            TokenTree::Group(group) => paths(group.stream(), &[], found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
