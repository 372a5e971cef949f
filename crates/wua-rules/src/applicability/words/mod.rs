//! Questions, conditions and answers, as people read them.

mod answer;
mod condition;
mod query;

/// Texts of others may be long.
fn shortened(text: &str) -> String {
    const MOST: usize = 200;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
