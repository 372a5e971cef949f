//! Categories, by name or identifier.

use std::sync::Arc;

use wua::{Category, CategoryTree, Guid, Lcid, Update, code};

use crate::failure::Failure;
use crate::output::text;

/// The categories that are named.
pub(crate) fn ids(written: &[String], tree: &CategoryTree, locales: &[Lcid]) -> Result<Vec<Guid>, Failure> {
    let mut ids = Vec::new();
    for name in written {
        let id = Guid::parse(name);
        let is_meant = |category: &&Arc<Category>| match id {
            Some(id) => category.id == id,
            None => is_called(category, name, locales),
        };
        let known = tree.categories.iter().filter(is_meant);
        let before = ids.len();
        ids.extend(known.map(|category| category.id));
        if ids.len() == before && !tree.categories.is_empty() {
            return Err(unknown(name, tree, locales));
        }
    }
    if !written.is_empty() && ids.is_empty() {
        // Nothing is known at all, so nothing is in any category.
        ids.push(Guid::NIL);
    }
    Ok(ids)
}

pub(crate) fn is_in(update: &Update, id: Guid) -> bool {
    update.categories.iter().any(|category| category.id == id) || update.revision.categories.contains(&id)
}

/// In the language of the search or any other.
fn is_called(category: &Category, written: &str, locales: &[Lcid]) -> bool {
    let names = category.texts.iter().map(|(_, name, _)| name.as_str());
    names
        .chain([category.name(locales)])
        .any(|name| same(name, written))
}

/// Blanks and case do not matter: `Windows11` is `Windows 11`.
fn same(name: &str, written: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    letters(name) == letters(written)
}

fn unknown(written: &str, tree: &CategoryTree, locales: &[Lcid]) -> Failure {
    const SHOWN: usize = 12;
    let mut names: Vec<&str> = tree
        .categories
        .iter()
        .map(|category| category.name(locales))
        .collect();
    names.sort_unstable();
    names.dedup();
    let more = if names.len() > SHOWN { ", …" } else { "" };
    names.truncate(SHOWN);
    Failure::not_found(
        code::WU_E_ITEMNOTFOUND,
        format!("no category is called `{written}`"),
    )
    .hint(format!("there are {}{more}", text::clean(&names.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_do_not_distinguish_categories() {
        assert!(same("Windows 11", "windows11"));
        assert!(!same("Windows 11", "windows 1"));
    }
}
