//! Writing.

use std::fmt::{Display, Write as _};

use wua_com::Guid;

use crate::messages::Numbers;

/// Grows from its beginning to its end; elements are written in the order of the schema.
pub(crate) struct Outgoing {
    document: String,
}

impl Outgoing {
    pub(crate) fn new() -> Self {
        Self {
            document: String::with_capacity(1024),
        }
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        self.document
    }

    pub(crate) fn envelope(&mut self, operation: &str, namespace: &str, inner: impl FnOnce(&mut Self)) {
        self.push(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
             <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>",
        );
        for part in ["<", operation, " xmlns=\"", namespace, "\">"] {
            self.push(part);
        }
        inner(self);
        self.close(operation);
        self.push("</soap:Body></soap:Envelope>");
    }

    pub(crate) fn element(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        self.open(name);
        inner(self);
        self.close(name);
    }

    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.open(name);
        self.escaped(text);
        self.close(name);
    }

    pub(crate) fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    pub(crate) fn number(&mut self, name: &str, number: impl Display) {
        self.open(name);
        let _ = write!(self.document, "{number}");
        self.close(name);
    }

    pub(crate) fn flag(&mut self, name: &str, flag: bool) {
        self.text(name, if flag { "true" } else { "false" });
    }

    pub(crate) fn guid(&mut self, name: &str, guid: Guid) {
        self.number(name, guid);
    }

    pub(crate) fn nothing(&mut self, name: &str) {
        self.open(name);
        self.close(name);
    }

    /// OBSERVED: real agents leave lists out that are empty.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.element(name, |inner| items.for_each(|item| write(inner, item)));
        }
    }

    pub(crate) fn numbers(&mut self, name: &str, numbers: &Numbers) {
        if !numbers.is_empty() {
            self.element(name, |inner| inner.push(numbers.text()));
        }
    }

    pub(crate) fn texts<'t>(&mut self, name: &str, texts: impl IntoIterator<Item = &'t String>) {
        self.list(name, texts, |inner, text| inner.text("string", text));
    }

    pub(crate) fn guids(&mut self, name: &str, guids: &[Guid]) {
        self.list(name, guids, |inner, guid| inner.guid("guid", *guid));
    }

    fn push(&mut self, text: &str) {
        self.document.push_str(text);
    }

    fn open(&mut self, name: &str) {
        self.push("<");
        self.push(name);
        self.push(">");
    }

    fn close(&mut self, name: &str) {
        self.push("</");
        self.push(name);
        self.push(">");
    }

    fn escaped(&mut self, text: &str) {
        let mut letter_bytes = [0; 4];
        for letter in text.chars() {
            self.push(match letter {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                // Read back, a plain one would be a line end.
                '\r' => "&#13;",
                // XML has no way to write these.
                '\0'..'\t' | '\u{B}'..' ' | '\u{FFFE}' | '\u{FFFF}' => "\u{FFFD}",
                _ => letter.encode_utf8(&mut letter_bytes),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_what_xml_cannot_say_is_replaced() {
        let mut outgoing = Outgoing::new();
        outgoing.text("a", "1 < 2 & 3 > 2\r\n\t\0\u{1F600}");
        assert_eq!(
            outgoing.finish(),
            "<a>1 &lt; 2 &amp; 3 &gt; 2&#13;\n\t\u{FFFD}\u{1F600}</a>"
        );
    }

    #[test]
    fn a_list_of_numbers_is_an_element() {
        let mut outgoing = Outgoing::new();
        outgoing.numbers("a", &Numbers::from_iter([7, -1]));
        assert_eq!(outgoing.finish(), "<a><int>7</int><int>-1</int></a>");
    }

    #[test]
    fn empty_lists_are_left_out() {
        let mut outgoing = Outgoing::new();
        outgoing.numbers("a", &Numbers::default());
        outgoing.texts("b", &[]);
        assert_eq!(outgoing.finish(), "");
    }
}
