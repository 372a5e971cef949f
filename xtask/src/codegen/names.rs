//! Names of the specification in Rust's spelling.

use wua_com::table::{Enumeration, Interface, Kind, Member, Type};

/// `KBArticleIDs` becomes `kb_article_ids`.
pub(super) fn snake(name: &str) -> String {
    // Where capitals stand for one word, they are one word.
    let name = name.replace("IDs", "Ids").replace("HResult", "Hresult");
    let letters: Vec<char> = name.trim_start_matches('_').chars().collect();
    let mut out = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let starts_word = letter.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() || after.is_some_and(|after| after.is_lowercase())
            });
        if starts_word {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    if out == "type" { "r#type".to_owned() } else { out }
}

/// The method of a member: a property that is written is a word of its own.
pub(super) fn method(member: &Member) -> String {
    let name = snake(member.name);
    match member.kind {
        Kind::Put => format!("put_{}", name.trim_start_matches("r#")),
        Kind::Get | Kind::Method => name,
    }
}

/// The static of an interface: `IUpdateSearcher3` is `IUPDATE_SEARCHER3`.
pub(super) fn constant(interface: &Interface) -> String {
    let rest = interface.name.strip_prefix('I').unwrap_or(interface.name);
    format!("I{}", snake(rest).to_uppercase())
}

/// The variant of a value of an enumeration, without the prefix that all its names share.
pub(super) fn variant(enumeration: &Enumeration, name: &str) -> String {
    let in_full = enumeration
        .name
        .chars()
        .next()
        .map_or('_', |first| first.to_ascii_lowercase())
        .to_string()
        + enumeration.name.get(1..).unwrap_or_default();
    match name.strip_prefix(&in_full) {
        Some(rest) => rest.to_owned(),
        None => name
            .trim_start_matches(|letter: char| letter.is_ascii_lowercase())
            .to_owned(),
    }
}

/// How a parameter is typed in a trait, borrowed from the arguments of the call.
pub(super) fn parameter_type(ty: Type) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Long => "i32".to_owned(),
        Type::Dword | Type::Lcid => "u32".to_owned(),
        Type::Hwnd => "u64".to_owned(),
        Type::Bstr => "&str".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Decimal => "Decimal".to_owned(),
        Type::Variant => "&Value".to_owned(),
        Type::Unknown | Type::Interface(_) => "Option<&ObjectRef>".to_owned(),
        Type::Enumeration(enumeration) => format!("enums::{}", enumeration.name),
    }
}

/// How a result is typed in a trait.
pub(super) fn result_type(member: &Member) -> String {
    match member.returns {
        None => "()".to_owned(),
        Some(Type::Bstr) => "Text".to_owned(),
        Some(Type::Variant) => "Value".to_owned(),
        Some(ty) if ty.is_object() && member.nullable => "Option<ObjectRef>".to_owned(),
        Some(ty) if ty.is_object() => "ObjectRef".to_owned(),
        Some(ty) => parameter_type(ty),
    }
}

/// A parameter's name.
pub(super) fn parameter(name: &str) -> String {
    snake(name)
}
